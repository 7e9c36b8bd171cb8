import type { Command } from './command'
import { config, metrics } from './shared-options'

/** What Airbyte calls, beside `check`. */
export const airbyteCommands: readonly Command[] = [
  { name: 'spec', about: 'Airbyte: the form of the configuration', options: [] },
  { name: 'discover', about: 'Airbyte: what data activation can send to', options: [config] },
  {
    name: 'write',
    about: 'Airbyte: send the messages of stdin, acknowledge their states',
    options: [
      config,
      { name: 'catalog', value: 'FILE', about: 'The configured catalog.' },
      { name: 'report', value: 'FILE', written: 'named', about: 'Write what became of the records, as JSON.' },
      ...metrics,
    ],
    more: [
      'SIGINT and SIGTERM stop reading; what is under way settles, and its states are acknowledged. A second signal ends at once, without a report: one line on stderr says what is known.',
    ],
  },
]
