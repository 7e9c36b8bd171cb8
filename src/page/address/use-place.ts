import { useEffect, useState } from 'preact/hooks'
import { type ChangedChoices, type Choices, hashOf, type Place, readPlace, type Tab, withoutUnset } from './place'

/** Where each tab was left, so that going back to it finds it so. */
let left: Readonly<Partial<Record<Tab, Choices>>> = {}
const listeners = new Set<() => void>()

/**
 * What is chosen in a tab, and how to change some of it: undefined takes a choice away. `push` makes a step that the back
 * button undoes; `replace` is for typing and for what the page does by itself.
 */
export function useChoices(tab: Tab): readonly [Choices, (changed: ChangedChoices, step?: 'push' | 'replace') => void] {
  const place = usePlace()
  const choices = place.tab === tab ? place.choices : (left[tab] ?? none)
  return [choices, (changed, step = 'push') => change(tab, changed, step)]
}

const none: Choices = {}

/** Where the page is now. */
export function usePlace(): Place {
  const [place, setPlace] = useState(currentPlace)
  useEffect(() => {
    const follow = () => setPlace(currentPlace())
    listeners.add(follow)
    window.addEventListener('popstate', follow)
    window.addEventListener('hashchange', follow)
    // Something may have changed before this effect ran.
    follow()
    return () => {
      listeners.delete(follow)
      window.removeEventListener('popstate', follow)
      window.removeEventListener('hashchange', follow)
    }
  }, [])
  return place
}

/** The address of a tab as it was left. */
export function tabAddress(tab: Tab): string {
  return hashOf({ tab, choices: left[tab] ?? none })
}

let current: { readonly hash: string; readonly place: Place } | undefined

/** The same object until the address changes, so that it can be compared. */
function currentPlace(): Place {
  const { hash } = window.location
  if (current?.hash !== hash) {
    const place = readPlace(hash)
    current = { hash, place }
    left = { ...left, [place.tab]: place.choices }
  }
  return current.place
}

function change(tab: Tab, changed: ChangedChoices, step: 'push' | 'replace'): void {
  const place = currentPlace()
  const choices = withoutUnset({ ...left[tab], ...changed })
  left = { ...left, [tab]: choices }
  // A tab that nobody looks at remembers it, and leaves the address alone.
  if (place.tab === tab) {
    const hash = hashOf({ tab, choices })
    if (hash === window.location.hash) return
    if (step === 'push') window.history.pushState(null, '', hash)
    else window.history.replaceState(null, '', hash)
  }
  for (const listener of listeners) listener()
}
