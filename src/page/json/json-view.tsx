import { useMemo } from 'preact/hooks'
import { type JsonLine, layOutJson } from './lay-out-json'

const mostCharacters = 300_000

/** A body as it reads best: JSON in lines, anything else as the text it is. */
interface Props {
  readonly text: string
  readonly label: string
  /** Dotted paths of what should not be there; their lines stand out. */
  readonly flagged?: readonly string[]
}

export function JsonView({ text, label, flagged = [] }: Props) {
  const names = flagged.map((path) => JSON.stringify(path.split('.').at(-1)))
  const layout = useMemo(() => (text.length > mostCharacters ? undefined : layOutJson(text)), [text])
  if (text === '') return <p class="quiet">Empty.</p>
  if (layout === undefined) {
    return (
      <Frame label={label}>
        {text.slice(0, mostCharacters)}
        {text.length > mostCharacters && `\n… ${text.length - mostCharacters} more characters: see the export`}
      </Frame>
    )
  }
  return (
    <Frame label={label}>
      {layout.lines.map((line, index) => (
        <Line
          key={index}
          line={line}
          isFlagged={line.tokens.some(({ kind, text: key }) => kind === 'key' && names.includes(key))}
        />
      ))}
      {layout.cut && <div class="json-line quiet">… more lines: see the export</div>}
    </Frame>
  )
}

function Frame({ label, children }: { readonly label: string; readonly children: preact.ComponentChildren }) {
  return (
    <section aria-label={label}>
      <pre class="json">{children}</pre>
    </section>
  )
}

function Line({ line, isFlagged }: { readonly line: JsonLine; readonly isFlagged: boolean }) {
  return (
    <div
      class="json-line"
      data-unfolded={line.unfolded > 0 ? true : undefined}
      data-flagged={isFlagged ? true : undefined}
      style={{ '--depth': line.depth }}
    >
      {line.tokens.map(({ kind, text }, index) => (
        <span key={index} class={`json-${kind}`}>
          {text}
        </span>
      ))}
    </div>
  )
}
