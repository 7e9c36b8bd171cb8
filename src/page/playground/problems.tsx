import type { ParsedConfiguration } from '../../../spec/configuration/parse-configuration'
import type { Problem } from '../../../spec/files/problem'
import { PlaceButton } from './editor'
import type { InputProblem } from './read-entries'

/** Everything that is wrong with the configuration, or has no effect in it, in the words of `validate`. */
export function ConfigurationMistakes({ parsed }: { readonly parsed: ParsedConfiguration }) {
  const problems = parsed.ok ? [] : parsed.problems
  const { warnings } = parsed
  if (problems.length + warnings.length === 0) return null
  return (
    <>
      {problems.length > 0 && (
        <Mistakes title="The configuration cannot be used" severity="reject" problems={problems} />
      )}
      {warnings.length > 0 && (
        <Mistakes title="The configuration has warnings" severity="degrade" problems={warnings} />
      )}
      <p class="quiet small">docs/configuration.md describes every key.</p>
    </>
  )
}

interface MistakesProps {
  readonly title: string
  readonly severity: 'reject' | 'degrade'
  readonly problems: readonly Problem[]
}

function Mistakes({ title, severity, problems }: MistakesProps) {
  return (
    <div class="card" data-severity={severity} role={severity === 'reject' ? 'alert' : undefined}>
      <h3>{title}</h3>
      <ul class="remarks">
        {problems.map(({ path, message }) => (
          <li key={path} data-severity={severity}>
            <p>
              {path !== '' && <code>{path}</code>} {path === '' ? 'It ' : ''}
              {message.endsWith('?') ? message : `${message}.`}
            </p>
            <ConfigurationPlace message={message} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function ConfigurationPlace({ message }: { readonly message: string }) {
  const [, line, column] = /line (\d+), column (\d+)/.exec(message) ?? []
  if (line === undefined) return null
  return (
    <p>
      <PlaceButton
        id="configuration"
        place={{ line: Number(line), column: Number(column) }}
        label={`Go to line ${line}`}
      />
    </p>
  )
}

/** Why the input holds no records, and where to look. */
export function InputProblemCard({ problem: { message, place } }: { readonly problem: InputProblem }) {
  return (
    <div class="card" data-severity="reject" role="alert">
      <h3>The input cannot be read</h3>
      <ul class="remarks">
        <li data-severity="reject">
          <p>
            {place !== undefined && <b>{`Line ${place.line}, column ${place.column}. `}</b>}
            {message}
          </p>
          {place !== undefined && (
            <p>
              <PlaceButton id="record" place={place} label={`Go to line ${place.line}`} />
            </p>
          )}
        </li>
      </ul>
    </div>
  )
}
