import { useEffect, useRef, useState } from 'preact/hooks'
import type { Fault } from '../../sandbox/faults/faults'
import { fetchFaults, putFaults } from '../sandbox-api'
import { describeFault } from './describe-fault'
import { FaultForm } from './fault-form'

const pauseMs = 500

/** What goes wrong on purpose, and the form to make it. `arrived`: faults count down as requests arrive. */
export function FaultsPanel({ arrived }: { readonly arrived: number }) {
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [open, setOpen] = useState(false)
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
  }, [arrived, open])

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
  return (
    <section class="faults" data-active={faults.length > 0} aria-label="Faults">
      <div class="faults-head">
        <h3>Faults</h3>
        {faults.length === 0 && <p class="quiet">None: every request is answered as AppsFlyer would.</p>}
        <ul>
          {faults.map((fault, index) => (
            <li key={index} class="fault">
              {describeFault(fault)}
              <button
                type="button"
                class="plain"
                aria-label={`Remove: ${describeFault(fault)}`}
                onClick={() => void change((current) => current.filter((_, other) => other !== index))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <span class="buttons">
          {faults.length > 0 && (
            <button type="button" onClick={() => void change(() => [])}>
              Fix all
            </button>
          )}
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Done' : 'Break something'}
          </button>
        </span>
      </div>
      {open && <FaultForm add={(fault) => change((current) => [...current, fault])} error={error} />}
    </section>
  )
}
