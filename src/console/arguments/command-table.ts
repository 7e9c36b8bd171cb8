import type { Command, Option } from './command'
import { generalCommands } from './general-commands'

const config: Option = { name: 'config', value: 'FILE', about: 'The configuration (docs/configuration.md).' }
const csv: Option = {
  name: 'csv',
  about:
    'EVENTS is CSV with a header, its cells between commas, semicolons, tabs or |; a name ending in .csv or .tsv says so too.',
}
const encoding: Option = {
  name: 'encoding',
  value: 'NAME',
  about: 'What EVENTS is written in where it is not UTF-8: windows-1252, utf-16le, …',
}
const stream: Option = { name: 'stream', value: 'NAME', about: 'Read plain rows as this stream of the configuration.' }
const metrics: readonly Option[] = [
  { name: 'metrics-port', value: 'N', about: 'Serve Prometheus metrics at http://127.0.0.1:N/metrics.' },
  {
    name: 'metrics-file',
    value: 'FILE',
    written: 'named',
    about: 'Write the same text to a file, every 10 seconds and at the end.',
  },
]
const only: Option = {
  name: 'only',
  value: 'WHICH',
  about: 'Show only these records: rejected, degraded or skipped.',
  choices: ['rejected', 'degraded', 'skipped'],
}
const quiet: Option = { name: 'quiet', about: 'Say nothing where all is well.' }
const json: Option = { name: 'json', about: 'One JSON for each record, for programs.' }
const summary: readonly Option[] = [
  { name: 'summary', about: 'Show no record, only what they are worth and what was found; with --json as one JSON.' },
  { name: 'limit', value: 'N', about: 'Show so many records at most; all are read and counted.' },
  { name: 'html', value: 'FILE', written: 'named', about: 'Write the summary as one page for a browser, too.' },
]

const eventsAre =
  'EVENTS is a file of Segment events, rows, Airbyte messages or rejected records: one JSON a line, a JSON list, or CSV with a header. Without it, stdin is read.'

/** The first word of commands of two, and what they are about. */
export const groups: Readonly<Record<string, string>> = {
  ids: 'which AppsFlyer id a customer user has, as the memory knows it',
}

const user: Option = { name: 'user', value: 'ID', about: 'The customer user id; - reads it from stdin, one line.' }
const app: Option = {
  name: 'app',
  value: 'ID',
  about: 'In this app alone; without it, in every mobile app of the configuration.',
}
const oneJson: Option = { name: 'json', about: 'One JSON object, for programs.' }
const typedUser =
  'The id is never printed. With --user - it stands neither in the history of the shell nor in the list of processes.'

/** What a user can type: arguments are read and help is printed by this table alone. */
export const commands: readonly Command[] = [
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
  {
    name: 'preview',
    about: 'what would be sent, and what is wrong with it; sends nothing',
    takes: 'events',
    options: [config, only, ...summary, stream, csv, encoding, json],
    more: [
      eventsAre,
      'Exit code: 0 when nothing would be rejected, 3 when something would, 2 when the arguments, the configuration or the file cannot be used.',
    ],
    examples: ['preview --config c.json events.ndjson', 'preview --config c.json --summary --html p.html o.csv'],
  },
  {
    name: 'send',
    about: 'send a file or stdin, with progress and a report',
    takes: 'events',
    options: [
      config,
      { name: 'dry-run', about: 'Send nothing: the same as preview.' },
      { name: 'resume', about: 'Go on where an earlier send of this input ended; begins when there was none.' },
      { name: 'restart', about: 'Begin anew, whatever an earlier send did; a memory still skips what was accepted.' },
      {
        name: 'progress',
        value: 'FILE',
        written: 'progress',
        about: 'Where progress is kept; EVENTS.progress without it.',
      },
      { name: 'no-progress', about: 'Keep no progress: a send that breaks off has to start over.' },
      {
        name: 'rejected',
        value: 'FILE',
        written: 'named',
        about: 'Append rejected records here, to fix and send again; FILE.csv is for a spreadsheet.',
      },
      { name: 'report', value: 'FILE', written: 'named', about: 'Write the report as JSON.' },
      stream,
      csv,
      encoding,
      { name: 'give-up-after', value: 'SECONDS', about: 'How long to tolerate a failing server; 300 by default.' },
      { name: 'quiet', about: 'No progress, and no report where all was accepted or skipped.' },
      ...metrics,
      only,
      json,
    ],
    more: [
      eventsAre,
      'Progress is on the disk twice a second. After a crash, --resume repeats only what was sent since the last time; web requests carry an id by which AppsFlyer drops repetitions, mobile requests have none. After Ctrl-C or SIGTERM nothing is repeated, unless an answer stayed away for 10 seconds. A second signal ends at once.',
      'An input that was changed before the last settled entry is refused, since entries are known by their numbers; what comes after it may change. --resume refuses other servers and other apps, too.',
      "The key of every app that the events may go to is tried before the first one is sent; where one is wrong nothing is sent, unless delivery.on_wrong_key is continue: then that app's records are rejected.",
      '--only and --json belong to --dry-run.',
      'Exit code: 0 all accepted or skipped, 3 some rejected, 1 an outage or a refused key (progress is kept), 2 unusable arguments, configuration or file, 130 and 143 after SIGINT and SIGTERM.',
    ],
    examples: ['send --config c.json --resume history.csv', 'send --config c.json --rejected bad.ndjson events.ndjson'],
  },
  {
    name: 'reconcile',
    about: "what AppsFlyer really recorded: the ledger of what it accepted against AppsFlyer's raw data",
    takes: 'files',
    options: [
      config,
      { name: 'ledger', value: 'DIR', about: "The ledger's folder; ledger.folder of the configuration without it." },
      {
        name: 'raw',
        value: 'FILE',
        isFile: true,
        about: 'A file or folder of raw data, or s3://bucket/path, as often as there are.',
      },
      {
        name: 'pull',
        about: 'Fetch the reports from the Pull API, beside or in place of --raw; with api_token of the configuration.',
      },
      { name: 'from', value: 'DAY', about: 'With --pull: the first day, UTC; 30 days before the last one without it.' },
      { name: 'to', value: 'DAY', about: 'With --pull: the last day, UTC; yesterday without it.' },
      {
        name: 'pulled',
        value: 'DIR',
        about:
          "With --pull: where reports are kept, and looked for before AppsFlyer is asked; raw-data in the ledger's folder without it.",
      },
      { name: 'html', value: 'FILE', written: 'named', about: 'Write the report as one page for a browser, too.' },
      {
        name: 'missing',
        value: 'FILE',
        written: 'named',
        about: 'Write the records that are missing, for send to take back.',
      },
      { name: 'now', value: 'TIME', about: 'Judge as of this time (ISO 8601), for rehearsals and tests.' },
      { name: 'json', about: 'One JSON for each entry that is not recorded, then one with the totals, for programs.' },
    ],
    more: [
      'FILES are raw data, too: CSV of the Pull API or of an export, CSV and parquet of Data Locker, messages of the Push API one a line; packed with gzip or not. Give the non-organic, the organic, the retargeting and, where the plan has it, the blocked report of the same days.',
      '--pull asks once for each of four reports of each mobile app in the ledger, for all days together: AppsFlyer counts calls, not rows. What was fetched when its days were settled is not asked for again.',
      'Nothing is called missing that may be elsewhere: what the raw data cannot prove is cannot_tell, with what to do. docs/proof.md explains each verdict.',
      'Exit code: 0 nothing is missing, 4 something is, 1 it failed, 2 unusable arguments, configuration or file, 130 and 143 after SIGINT and SIGTERM.',
    ],
    examples: [
      'reconcile --config c.yaml --pull --html proof.html',
      'reconcile --config c.yaml --missing m.ndjson --raw days',
    ],
  },
  {
    name: 'erase',
    about: 'ask AppsFlyer to erase a user, or what became of such requests',
    options: [
      config,
      { ...user, isOptional: true },
      { name: 'appsflyer-id', value: 'ID', about: 'The AppsFlyer id of an install.' },
      { name: 'advertising-id', value: 'ID', about: 'The IDFA or the Google advertising id.' },
      { name: 'app', value: 'ID', about: 'In this app alone; without it, in every app that may know the user.' },
      { name: 'stub', about: "At AppsFlyer's stub, which takes the same requests and erases nobody." },
      { name: 'output', value: 'FILE', written: 'named', about: 'Append the ids of the requests here, for --status.' },
      { name: 'give-up-after', value: 'SECONDS', about: 'How long to tolerate a failing server; 300 by default.' },
      { name: 'status', value: 'WHICH', about: 'Ask what became of requests: an id, or a file that --output wrote.' },
      oneJson,
    ],
    more: [
      'It needs api_token, the API token V2. Ids of users are never printed; those of requests are, and tell nothing of a user. With --user - the id stands neither in the history of the shell nor in the list of processes.',
      'Asking again on the same day (UTC) is safe: AppsFlyer knows the request. Whom it accepted a memory holds back from then on. A file of users goes through send, as a stream with send_as: erase.',
      'Exit code: 0 every app has its request, or every status is told; 3 some were refused, 1 the token was refused or nobody answered, 2 unusable arguments or configuration.',
    ],
    examples: ['erase --config c.yaml --user - --output asked.ndjson', 'erase --config c.yaml --status asked.ndjson'],
  },
  {
    name: 'sandbox',
    about: 'a local AppsFlyer with a page that shows what arrived',
    options: [
      { name: 'port', value: 'N', about: 'The port to listen on; 8080 without it, 0 for any free one.' },
      {
        name: 'config',
        value: 'FILE',
        isOptional: true,
        about:
          'A configuration whose apps exist, with their keys, api_token and time zones; all others are refused. Without it every app and key is good.',
      },
      {
        name: 'organic',
        value: 'SHARE',
        about: 'How many of the installs are organic in the raw data, from 0 to 1; 0.2 without it.',
      },
      {
        name: 'retargeting',
        value: 'SHARE',
        about:
          'How many were brought back by a re-engagement, so that raw data counts their events twice; 0.1 without it.',
      },
      {
        name: 'pull-quota',
        value: 'N',
        about:
          'How many reports of in-app events, and of installs, the Pull API gives an app in a day; any number without it.',
      },
      {
        name: 'data-locker',
        value: 'FOLDER',
        about: "Write raw data there as Data Locker's files, at the end and whenever the API is asked to.",
      },
    ],
    more: [
      'The Pull API of AppsFlyer is at the same address, and takes any token, or api_token of --config. docs/sandbox.md says what its raw data has.',
    ],
    examples: ['sandbox --port 8080', 'sandbox --config appsflyer.yaml', 'sandbox --data-locker raw-data'],
  },
  {
    name: 'ids learn',
    about: "learn which AppsFlyer id each customer user has, from AppsFlyer's raw data",
    takes: 'files',
    options: [
      config,
      { name: 'pull', about: 'Ask the Pull API, in place of FILES; with api_token of the configuration.' },
      { name: 'from', value: 'DAY', about: 'With --pull: the first day, UTC; 30 days before the last one without it.' },
      { name: 'to', value: 'DAY', about: 'With --pull: the last day, UTC; yesterday without it.' },
      {
        name: 'app',
        value: 'ID',
        about: 'The app of files whose rows name none. With --pull: ask for this app alone.',
      },
      oneJson,
    ],
    more: [
      'FILES are files and folders, in any mix: CSV of the Pull API, CSV and parquet of Data Locker, messages of the Push API one a line; packed with gzip or not.',
      'A row counts when it comes from the SDK and names a user. Learning the same rows again changes nothing, so a run that broke off is simply run again.',
      '--pull asks for in-app events, organic ones and those of retargeting, of each mobile app: three of the calls that AppsFlyer counts, for each app. AppsFlyer serves the last 31 days.',
      'Exit code: 0 all was read, 1 the Pull API or the memory failed, 2 unusable arguments, configuration or file, 130 and 143 after SIGINT and SIGTERM.',
    ],
    examples: ['ids learn --config c.yaml data-locker/t=inapps', 'ids learn --config c.yaml --pull --from 2026-11-01'],
  },
  {
    name: 'ids look-up',
    about: 'what is known of a user: the installs, and which one is taken',
    options: [config, user, app, oneJson],
    more: [
      typedUser,
      'Exit code: 0 something is known, 1 nothing is known, or the memory failed, 2 unusable arguments or configuration.',
    ],
    examples: ['ids look-up --config c.yaml --user -'],
  },
  {
    name: 'ids forget',
    about: 'take away all that is known of a user',
    options: [
      config,
      user,
      app,
      { name: 'hold-back', about: 'And send nothing for the user from now on: an erasure was requested.' },
    ],
    more: [
      typedUser,
      'This is no erasure at AppsFlyer, which keeps what it has.',
      'Exit code: 0 nothing is known any more, 1 the memory failed, 2 unusable arguments or configuration.',
    ],
    examples: ['ids forget --config c.yaml --user -'],
  },
  {
    name: 'ids stats',
    about: 'how much the memory holds',
    options: [config, oneJson],
    examples: ['ids stats --config c.yaml'],
  },
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
      'SIGINT and SIGTERM stop reading; what is under way settles, and its states are acknowledged. A second signal ends at once.',
    ],
  },
  ...generalCommands,
]
