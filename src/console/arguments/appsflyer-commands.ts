import type { Command } from './command'
import { config, oneJson, user } from './shared-options'

/** What AppsFlyer recorded, what it is to erase, and a local one. */
export const appsflyerCommands: readonly Command[] = [
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
]
