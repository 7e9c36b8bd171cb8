import { useEffect, useRef, useState } from 'preact/hooks'
import type { Fault } from '../../sandbox/faults/faults'
import { fetchFaults, putFaults } from '../sandbox-api'

const pauseMs = 500

/** The faults that are set, and how to set others. */
export interface SetFaults {
  readonly faults: readonly Fault[]
  /** Why the sandbox did not take the last change, in its own words. */
  readonly error: string | null
  /** Whether the sandbox took it. */
  readonly change: (make: (current: readonly Fault[]) => readonly Fault[]) => Promise<boolean>
}

/** `arrived`: faults count down as requests arrive. */
export function useFaults(arrived: number): SetFaults {
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [error, setError] = useState<string | null>(null)
  const changes = useRef(0)
  const look = useRef<number | undefined>(undefined)

  useEffect(() => {
    // One look every pause, however much arrives; a look that a change overtook says nothing any more.
    look.current ??= window.setTimeout(() => {
      look.current = undefined
      const before = changes.current
      fetchFaults().then(
        (found) => before === changes.current && setFaults(found),
        () => undefined,
      )
    }, pauseMs)
  }, [arrived])

  const change = async (make: (current: readonly Fault[]) => readonly Fault[]) => {
    changes.current++
    try {
      // Asked again first: the counts may have gone down since.
      setFaults(await putFaults(make(await fetchFaults())))
      setError(null)
      return true
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure))
      return false
    }
  }
  return { faults, error, change }
}
