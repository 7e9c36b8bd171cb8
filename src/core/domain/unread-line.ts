interface UnreadLine {
  /** For the rejected record, and for the log. */
  readonly message: string
  /** Of several: they … */
  readonly words: string
}

/** Why a line that Airbyte hands over as a record is none that can be read. Its code stands in rejected records and reports, as those of findings do. */
export const unreadLines = {
  line_not_json: {
    message: 'The RECORD line is no JSON: it was cut off, or damaged on its way.',
    words: 'are cut off or damaged',
  },
  line_not_utf8: {
    message: 'The RECORD line is not UTF-8, so its texts cannot be told. Let the source write UTF-8.',
    words: 'are not UTF-8',
  },
  line_too_long: {
    message: 'The RECORD line is longer than a line may be. Of its text the beginning is kept.',
    words: 'are too long for a line',
  },
  unknown_stream: {
    message: "The configured catalog has no such stream. Refresh the connection's schema.",
    words: 'are of a stream that the catalog does not have',
  },
  record_without_data: { message: 'The RECORD has no data object.', words: 'have no data' },
} as const satisfies Readonly<Record<string, UnreadLine>>

export type UnreadLineCode = keyof typeof unreadLines

export function isUnreadLine(code: string): code is UnreadLineCode {
  return Object.hasOwn(unreadLines, code)
}
