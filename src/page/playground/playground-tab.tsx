import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Loads the playground, which carries the whole core, when it is first opened. */
export function PlaygroundTab({ open }: { readonly open: boolean }) {
  const [loaded, setLoaded] = useState<{ readonly Playground: ComponentType } | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (!open || loaded !== null) return
    import('./playground').then(setLoaded, () => setFailed(true))
  }, [open, loaded])
  if (failed) return <p class="nothing">The playground could not be loaded. Is the sandbox still running?</p>
  return loaded === null ? <p class="nothing">Loading …</p> : <loaded.Playground />
}
