import { safeText } from '../../terminal/safe-text'

/** A part of a proposed mapping, with its reason. */
export interface Suggestion {
  /** A sentence or two, without any value of the sample but codes of currencies, names of systems and the median of amounts. */
  readonly why: string
  /** The lines that say so in YAML: a key of the stream, or an item of one of its lists. */
  readonly yaml: readonly string[]
  /** Whether it is in use as it stands. Else it is a comment, for the user to decide. */
  readonly isSure: boolean
}

/** What is proposed for one stream. */
export interface StreamProposal {
  readonly stream: string
  /** What the user should know and no line says. */
  readonly remarks: readonly string[]
  /** Columns of money that are not plain amounts, so that no revenue would go out. */
  readonly unreadableMoney: readonly string[]
  /** Keys of the stream itself: event_name, app_id, time_zone. */
  readonly keys: readonly Suggestion[]
  readonly columns: readonly Suggestion[]
  readonly constants: readonly Suggestion[]
  readonly where: readonly Suggestion[]
}

/** A text of YAML as the value of a key: bare where nothing can be misread, and safe for a terminal with the escapes of YAML itself. */
export function yamlText(text: string): string {
  const isBare = /^[A-Za-z_]\w*(?:[.-]\w+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return isBare ? text : safeText(JSON.stringify(text))
}

/** The lines of an item of `columns`. */
export function columnItem(column: string, field: string, unit?: string): readonly string[] {
  return [`- column: ${yamlText(column)}`, `  field: ${field}`, ...(unit === undefined ? [] : [`  unit: ${unit}`])]
}

/** "312 of 500 rows". */
export function share(part: number, all: number, what = ''): string {
  return `${part.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}${what === '' ? '' : ` ${what}`}`
}
