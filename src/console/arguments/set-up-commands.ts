import type { Command, Option } from './command'
import { config, csv, encoding, stream } from './shared-options'

const quiet: Option = { name: 'quiet', about: 'Say nothing where all is well.' }

/** Writing a configuration, and whether it is good. */
export const setUpCommands: readonly Command[] = [
  {
    name: 'init',
    about: 'write a configuration to start from, with comments and examples; with EVENTS, a mapping of them',
    takes: 'events',
    options: [
      { name: 'output', value: 'FILE', written: 'named', about: 'Where to; appsflyer.yaml without it, - is stdout.' },
      { name: 'force', about: 'Overwrite an existing file.' },
      { name: 'mapping', about: "Print the mapping of EVENTS alone, for the field Mapping of Airbyte's form." },
      { name: 'stream', value: 'NAME', about: "What rows that name no stream are called; the file's name without it." },
      csv,
      encoding,
    ],
    more: [
      'Fill in one S2S token and the ids of your apps; all else is an example in comments.',
      'EVENTS is whatever preview reads, and - is stdin. Of each stream the first 1,000 records are looked at; each line of the mapping says above it why it is there. What is not certain stands in a comment, for you to decide. Of the records it shows currencies and the median of amounts, nothing of people.',
    ],
    examples: ['init', 'init --output shop.yaml orders.csv', 'init --mapping orders.ndjson'],
  },
  {
    name: 'validate',
    about: 'everything that is wrong with a configuration, at once; sends nothing',
    options: [config, { name: 'strict', about: 'Unknown keys and other warnings are mistakes, too.' }, quiet],
    more: [
      'When all is well it says what is configured: apps, streams, where rejected records go. It shows no secret.',
      'Exit code: 0 the configuration can be used, 1 it has mistakes, 2 the arguments or the file cannot be used.',
    ],
    examples: ['validate --config appsflyer.yaml --strict'],
  },
  {
    name: 'check',
    about: 'whether AppsFlyer takes the key of each app; records nothing',
    takes: 'events',
    options: [
      config,
      {
        name: 'deep',
        about: 'Ask, too, whether AppsFlyer ids in EVENTS are of real installs, and whether raw data is in the plan.',
      },
      stream,
      csv,
      encoding,
      { name: 'airbyte', about: "Answer with a message of Airbyte's protocol, and exit code 0." },
      quiet,
    ],
    more: [
      'It asks once for each app, with a request that names no user, and puts something where rejected records go, if they are kept. Each line tells which server was asked.',
      'With --deep it asks about the first 10 AppsFlyer ids of each app in EVENTS, which takes the dev key, and for a report of one day with the API token V2. Both only read; the report is one call of the quota of reinstalls.',
      'Exit code: 0 all is well, 1 the configuration or a key is not good, an id is not real, or nobody answers, 2 the arguments or the file cannot be used.',
      "Under its other name, destination-appsflyer, it always speaks Airbyte's protocol.",
    ],
    examples: ['check --config appsflyer.yaml', 'check --config appsflyer.yaml --deep orders.ndjson'],
  },
]
