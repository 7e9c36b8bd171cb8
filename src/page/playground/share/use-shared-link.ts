import { useEffect, useRef, useState } from 'preact/hooks'
import { fromFragment, type Opened, type Shared } from './share-link'

/** What the address carries, whenever it changes: `open` takes it. Returns how the last one went; null where there was none. */
export function useSharedLink(open: (shared: Shared) => void): Opened | null {
  const [opened, setOpened] = useState<Opened | null>(null)
  const last = useRef('')
  useEffect(() => {
    const follow = async () => {
      const { hash } = window.location
      // Whoever comes back from another tab finds what was typed since.
      if (hash === last.current) return
      const read = await fromFragment(hash)
      if (read !== undefined) last.current = hash
      if (read?.ok) open(read.shared)
      if (read !== undefined) setOpened(read)
    }
    const onChange = () => void follow()
    onChange()
    window.addEventListener('hashchange', onChange)
    return () => window.removeEventListener('hashchange', onChange)
  }, [open])
  return opened
}
