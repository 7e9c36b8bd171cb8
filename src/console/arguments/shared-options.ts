import type { Option } from './command'

// Options that several commands take.

export const config: Option = { name: 'config', value: 'FILE', about: 'The configuration (docs/configuration.md).' }
export const csv: Option = {
  name: 'csv',
  about:
    'EVENTS is CSV with a header, its cells between commas, semicolons, tabs or |; a name ending in .csv or .tsv says so too.',
}
export const encoding: Option = {
  name: 'encoding',
  value: 'NAME',
  about: 'What EVENTS is written in where it is not UTF-8: windows-1252, utf-16le, …',
}
export const stream: Option = {
  name: 'stream',
  value: 'NAME',
  about: 'Read plain rows as this stream of the configuration.',
}
export const metrics: readonly Option[] = [
  { name: 'metrics-port', value: 'N', about: 'Serve Prometheus metrics at http://127.0.0.1:N/metrics.' },
  {
    name: 'metrics-file',
    value: 'FILE',
    written: 'named',
    about: 'Write the same text to a file, every 10 seconds and at the end.',
  },
]
export const user: Option = {
  name: 'user',
  value: 'ID',
  about: 'The customer user id; - reads it from stdin, one line.',
}
export const oneJson: Option = { name: 'json', about: 'One JSON object, for programs.' }

export const eventsAre =
  'EVENTS is a file of Segment events, rows, Airbyte messages or rejected records: one JSON a line, a JSON list, or CSV with a header. Without it, stdin is read.'
