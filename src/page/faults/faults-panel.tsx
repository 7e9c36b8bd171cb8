import { useEffect } from 'preact/hooks'
import { describeFault } from './describe-fault'
import { FaultForm } from './fault-form'
import type { SetFaults } from './use-faults'

interface Props extends SetFaults {
  readonly close: () => void
}

/** What goes wrong on purpose, and the form to make it. */
export function FaultsPanel({ faults, error, change, close }: Props) {
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      close()
      document.querySelector<HTMLElement>('.faults-button')?.focus()
    }
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  }, [close])
  return (
    <section class="faults" data-active={faults.length > 0} aria-labelledby="faults-title">
      <div class="faults-head">
        <h2 id="faults-title">Break something</h2>
        {faults.length === 0 && <p class="quiet">No fault is set: every request is answered as AppsFlyer would.</p>}
        <span class="buttons">
          {faults.length > 0 && (
            <button type="button" onClick={() => void change(() => [])}>
              Fix all
            </button>
          )}
          <button type="button" onClick={close}>
            Done
          </button>
        </span>
      </div>
      {faults.length > 0 && (
        <ul class="fault-list">
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
      )}
      <FaultForm add={(fault) => change((current) => [...current, fault])} error={error} />
    </section>
  )
}
