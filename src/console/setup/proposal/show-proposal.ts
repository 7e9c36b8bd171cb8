import { safeText } from '../../terminal/safe-text'
import { wrapped } from '../../terminal/wrap-text'
import { type StreamProposal, type Suggestion, yamlText } from './suggestion'

const width = 80

/**
 * Streams as a list of YAML, `margin` deep: a line with two signs explains, one with a single sign is a proposal that is not
 * in use, and valid once the sign and the blank behind it are gone.
 */
export function showStreams(streams: readonly StreamProposal[], margin: number): string {
  return streams.map((stream) => showStream(stream, ' '.repeat(margin))).join('\n')
}

function showStream({ stream, remarks, keys, columns, constants, where }: StreamProposal, margin: string): string {
  const inner = `${margin}  `
  return [
    ...remarks.flatMap((remark) => comment(remark, margin)),
    `${margin}- stream: ${yamlText(stream)}`,
    ...keys.flatMap((key) => [...comment(key.why, inner), ...shown(key, inner)]),
    ...showList('columns', columns, inner),
    ...showList('constants', constants, inner),
    ...showList('where', where, inner),
    '',
  ].join('\n')
}

/** The key of a list is in use where one of its items is; each item tells its reason above it. */
function showList(key: string, items: readonly Suggestion[], margin: string): readonly string[] {
  if (items.length === 0) return []
  const isUsed = items.some(({ isSure }) => isSure)
  const sorted = [...items.filter(({ isSure }) => isSure), ...items.filter(({ isSure }) => !isSure)]
  return [
    `${isUsed ? '' : '# '}${margin}${key}:`,
    ...sorted.flatMap((item) => [...comment(item.why, `${margin}  `), ...shown(item, `${margin}  `)]),
  ]
}

function shown({ yaml, isSure }: Suggestion, margin: string): readonly string[] {
  return yaml.map((line) => `${isSure ? '' : '# '}${margin}${line}`)
}

function comment(text: string, margin: string): readonly string[] {
  return wrapped(safeText(text), width - margin.length - 3).map((line) => `${margin}## ${line}`)
}
