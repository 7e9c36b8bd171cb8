import { useEffect, useMemo, useState } from 'preact/hooks'
import { z } from 'zod'
import type { Problem } from '../../../spec/files/problem'
import { parseConfigurationText } from '../../configuration/parse-configuration-text'
import { plural } from '../words'
import { exampleConfiguration } from './example-configuration'
import { exampleInputs } from './example-inputs'
import { PreviewCard } from './preview-card'
import { type Previews, previewText } from './preview-text'

// The page's policy forbids code made from text, which zod would otherwise try.
z.config({ jitless: true })

const typingPauseMs = 150

/** Paste a record, edit the configuration, and see the request and its findings. Nothing leaves the page. */
export function Playground() {
  const examples = useMemo(() => exampleInputs(Date.now()), [])
  const [text, setText] = useState(examples[0].text)
  const [configurationText, setConfigurationText] = useState(exampleConfiguration)
  const settledText = useSettled(text)
  const settledConfiguration = useSettled(configurationText)
  const parsed = useMemo(() => parseConfigurationText(settledConfiguration), [settledConfiguration])
  const result = useMemo(
    () => (parsed.ok ? previewText(settledText, parsed.configuration, Date.now()) : null),
    [settledText, parsed],
  )
  return (
    <div class="playground">
      <section class="input">
        <div class="part-head">
          <h2>
            <label for="record">Event, row, or several</label>
          </h2>
          <p class="quiet">Nothing leaves this page.</p>
        </div>
        <p class="buttons">
          {examples.map((example) => (
            <button
              key={example.name}
              type="button"
              class="chip"
              aria-pressed={example.text === text}
              onClick={() => setText(example.text)}
            >
              {example.name}
            </button>
          ))}
        </p>
        <Editor id="record" rows={22} text={text} change={setText} />
      </section>
      <section class="results" aria-label="What would be sent" aria-busy={settledText !== text}>
        {!parsed.ok && (
          <Problems title="The configuration cannot be used" severity="reject" problems={parsed.problems} />
        )}
        {parsed.warnings.length > 0 && (
          <Problems title="The configuration works, but" severity="degrade" problems={parsed.warnings} />
        )}
        {result !== null && <Result result={result} />}
      </section>
      <section class="input">
        <h2>
          <label for="configuration">Configuration</label>
        </h2>
        <Editor id="configuration" rows={14} text={configurationText} change={setConfigurationText} />
      </section>
    </div>
  )
}

interface EditorProps {
  readonly id: string
  readonly rows: number
  readonly text: string
  readonly change: (text: string) => void
}

function Editor({ id, rows, text, change }: EditorProps) {
  return (
    <textarea
      id={id}
      class="mono"
      rows={rows}
      spellcheck={false}
      autocomplete="off"
      autocapitalize="off"
      wrap="off"
      value={text}
      onInput={(event) => change(event.currentTarget.value)}
    />
  )
}

interface ProblemsProps {
  readonly title: string
  readonly severity: 'reject' | 'degrade'
  readonly problems: readonly Problem[]
}

function Problems({ title, severity, problems }: ProblemsProps) {
  return (
    <div class="card" data-severity={severity}>
      <h2>{title}</h2>
      <ul class="remarks">
        {problems.map(({ path, message }) => (
          <li key={path} data-severity={severity}>
            <p>
              {path !== '' && <code>{path}</code>} {path === '' ? 'It ' : ''}
              {message.endsWith('?') ? message : `${message}.`}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Result({ result }: { readonly result: Previews | { readonly problem: string } }) {
  if ('problem' in result) {
    return (
      <div class="card" data-severity="reject">
        <h2>The input cannot be read</h2>
        <p>It {result.problem}.</p>
      </div>
    )
  }
  const { previews, left } = result
  if (previews.length === 0) return <p class="nothing">Paste an event, or take one of the examples.</p>
  return (
    <>
      {previews.map((preview, index) => (
        <PreviewCard key={index} preview={preview} number={previews.length > 1 ? index + 1 : null} />
      ))}
      {left > 0 && <p class="nothing">{plural(left, 'record')} more: use the command preview for whole files.</p>}
    </>
  )
}

/** A text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
