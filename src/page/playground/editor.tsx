import type { Place } from '../../console/inputs/read-csv-text'

interface EditorProps {
  readonly id: string
  readonly rows: number
  readonly text: string
  readonly change: (text: string) => void
}

export function Editor({ id, rows, text, change }: EditorProps) {
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

/** Goes to a place in an editor: the line is selected from there on, and in sight. */
function showPlace(id: string, { line, column }: Place): void {
  const editor = document.getElementById(id)
  if (!(editor instanceof HTMLTextAreaElement)) return
  const lines = editor.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const length = lines[line - 1]?.length ?? 0
  editor.focus()
  editor.setSelectionRange(start + Math.min(column - 1, length), start + length)
  const lineHeight = Number.parseFloat(getComputedStyle(editor).lineHeight)
  editor.scrollTop = Math.max(0, (line - 4) * lineHeight)
}

/** Says where something stands, and goes there. */
export function PlaceButton({
  id,
  place,
  label,
}: {
  readonly id: string
  readonly place: Place
  readonly label: string
}) {
  return (
    <button type="button" class="plain place" onClick={() => showPlace(id, place)}>
      {label}
    </button>
  )
}
