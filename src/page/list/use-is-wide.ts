import { useEffect, useState } from 'preact/hooks'

/** Where a list and what belongs to it stand side by side; the styles have the same bound. */
const wide = window.matchMedia('(min-width: 1000px)')

/** Whether the window has room for two columns. */
export function useIsWide(): boolean {
  const [isWide, setIsWide] = useState(wide.matches)
  useEffect(() => {
    const follow = () => setIsWide(wide.matches)
    follow()
    wide.addEventListener('change', follow)
    return () => wide.removeEventListener('change', follow)
  }, [])
  return isWide
}
