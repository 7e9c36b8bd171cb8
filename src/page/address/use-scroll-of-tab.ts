import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Tab } from './place'

/** Each tab is scrolled for itself: one that is opened first begins at its top, and going back finds it as it was left. */
export function useScrollOfTab(tab: Tab): void {
  const scrolled = useRef<Partial<Record<Tab, number>>>({})
  useLayoutEffect(() => {
    window.scrollTo(0, scrolled.current[tab] ?? 0)
    const remember = () => {
      scrolled.current[tab] = window.scrollY
    }
    window.addEventListener('scroll', remember)
    return () => window.removeEventListener('scroll', remember)
  }, [tab])
}
