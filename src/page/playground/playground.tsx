import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import { z } from 'zod'
import { parseConfigurationText } from '../../configuration/parse-configuration-text'
import { plural } from '../words'
import { Comparison, comparisonId } from './compare/comparison'
import { Editor } from './editor'
import { exampleConfiguration } from './example-configuration'
import { exampleInputs } from './example-inputs'
import { type Previews, previewText } from './preview-text'
import { ConfigurationMistakes, InputProblemCard } from './problems'
import { readEntries } from './read-entries'
import { Results } from './results'
import { ShareBar } from './share/share-bar'
import type { Opened, Shared } from './share/share-link'
import { useSharedLink } from './share/use-shared-link'
import { StreamChoice } from './stream-choice'
import { previewWords } from './words'

// The page's policy forbids code made from text, which zod would otherwise try.
z.config({ jitless: true })

const typingPauseMs = 150

/** Paste a record, edit the configuration, and see the request and its findings. Nothing leaves the page. */
export function Playground() {
  const examples = useMemo(() => exampleInputs(Date.now()), [])
  const [shared, setShared] = useState<Shared>({
    input: examples[0].text,
    configuration: exampleConfiguration,
    stream: '',
  })
  const change = (part: Partial<Shared>) => setShared((before) => ({ ...before, ...part }))
  const opened = useSharedLink(setShared)
  const settled = useSettled(shared)
  const [passedAtMs, setPassedAtMs] = useState(0)
  const onPassed = useCallback(() => setPassedAtMs(Date.now()), [])
  const parsed = useMemo(() => parseConfigurationText(settled.configuration), [settled.configuration])
  const made = useMemo(() => {
    // Made anew when a deadline has passed, too.
    const nowMs = Math.max(Date.now(), passedAtMs)
    if (!parsed.ok) {
      const read = readEntries(settled.input, undefined)
      return read.ok ? null : { problem: read.problem }
    }
    const { configuration } = parsed
    const stream = configuration.streams.find((one) => one.stream === settled.stream)?.stream
    const result = previewText(settled.input, { configuration, stream }, nowMs)
    return 'problem' in result ? result : { nowMs, configuration, previews: result }
  }, [settled.input, settled.stream, parsed, passedAtMs])
  const [compared, setCompared] = useState(0)
  const compare = useCallback((number: number) => {
    setCompared(number)
    const heading = document.getElementById(comparisonId)
    heading?.scrollIntoView({ block: 'start' })
    heading?.focus({ preventScroll: true })
  }, [])
  const good = made === null || 'problem' in made ? undefined : made
  const inputProblem = made !== null && 'problem' in made ? made.problem : undefined
  const previews = good?.previews
  return (
    <div class="playground">
      <div class="playground-bar">
        <ShareBar shared={shared} />
        {opened !== null && <OpenedLine opened={opened} />}
      </div>
      <section class="input">
        <h2>
          <label for="record">Event, row, or several</label>
        </h2>
        <p class="buttons">
          {examples.map(({ name, text, stream = '' }) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-pressed={text === shared.input}
              onClick={() => change({ input: text, stream })}
            >
              {name}
            </button>
          ))}
        </p>
        <Editor id="record" rows={22} text={shared.input} change={(input) => change({ input })} />
        <StreamChoice
          streams={parsed.ok ? parsed.configuration.streams : []}
          chosen={shared.stream}
          unused={previews?.unused}
          choose={(stream) => change({ stream })}
        />
      </section>
      <section class="results" aria-labelledby="results" aria-busy={settled !== shared}>
        <h2 id="results">
          What would be sent
          {previews !== undefined && previews.previews.length > 0 && <small>{` read as ${previews.format}`}</small>}
        </h2>
        <p class="unseen" role="status">
          {previews !== undefined && inShort(previews)}
        </p>
        <ConfigurationMistakes parsed={parsed} />
        {previews !== undefined && previews.unused.columns.length > 0 && (
          <div class="card" data-severity="degrade">
            <h3>Of the mapping was not used</h3>
            <ul class="remarks">
              {previews.unused.columns.map((text) => (
                <li key={text} data-severity="degrade">
                  <p>{text}</p>
                </li>
              ))}
            </ul>
          </div>
        )}
        {inputProblem !== undefined && <InputProblemCard problem={inputProblem} />}
        {good !== undefined && (
          <Results
            key={settled.input}
            result={good.previews}
            configuration={good.configuration}
            nowMs={good.nowMs}
            onPassed={onPassed}
            compare={compare}
          />
        )}
      </section>
      <section class="input">
        <h2>
          <label for="configuration">Configuration</label>
        </h2>
        <Editor
          id="configuration"
          rows={18}
          text={shared.configuration}
          change={(configuration) => change({ configuration })}
        />
      </section>
      {good !== undefined && (
        <Comparison
          previews={good.previews.previews}
          chosen={compared}
          choose={setCompared}
          configuration={good.configuration}
          nowMs={good.nowMs}
        />
      )}
    </div>
  )
}

function OpenedLine({ opened }: { readonly opened: Opened }) {
  return (
    <p class={opened.ok ? 'opened' : 'opened bad'} role={opened.ok ? 'status' : 'alert'}>
      {opened.ok
        ? 'Opened from a link: input and configuration came along, without keys.'
        : `The link cannot be opened. ${opened.problem}`}
    </p>
  )
}

/** For who does not see the cards. */
function inShort({ previews }: Previews): string {
  const [first, ...others] = previews
  if (first === undefined) return ''
  return others.length === 0 ? previewWords[first.verdict] : plural(previews.length, 'record')
}

/** What was typed, once typing has paused. */
function useSettled(shared: Shared): Shared {
  const [settled, setSettled] = useState(shared)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shared), typingPauseMs)
    return () => clearTimeout(timer)
  }, [shared])
  return settled
}
