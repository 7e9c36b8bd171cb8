import type { Command, Option } from './command'
import { config, csv, encoding, eventsAre, metrics, stream } from './shared-options'

const only: Option = {
  name: 'only',
  value: 'WHICH',
  about: 'Show only these records: rejected, degraded or skipped.',
  choices: ['rejected', 'degraded', 'skipped'],
}
const json: Option = { name: 'json', about: 'One JSON for each record, for programs.' }
const summary: readonly Option[] = [
  { name: 'summary', about: 'Show no record, only what they are worth and what was found; with --json as one JSON.' },
  { name: 'limit', value: 'N', about: 'Show so many records at most; all are read and counted.' },
  { name: 'html', value: 'FILE', written: 'named', about: 'Write the summary as one page for a browser, too.' },
]

/** What would be sent, and sending it. */
export const sendCommands: readonly Command[] = [
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
      'Progress is written to the disk twice a second. Where the disk, or a store of memory or ledger, is slower, the sending waits for it: no more than what is sent in some two seconds is ahead of the progress. After a crash, --resume repeats at most that, and what was under way; web requests carry an id by which AppsFlyer drops repetitions, mobile requests have none. After Ctrl-C or SIGTERM nothing is repeated, unless an answer stayed away for 10 seconds; before the first record they end it at once. A second signal ends it at once, too.',
      'An input that was changed before the last settled entry is refused, since entries are known by their numbers; what comes after it may change. --resume refuses other servers and other apps, too.',
      "The key of every app that the events may go to is tried before the first one is sent; where one is wrong nothing is sent, unless delivery.on_wrong_key is continue: then that app's records are rejected.",
      '--only and --json belong to --dry-run.',
      'Exit code: 0 all accepted or skipped, 3 some rejected, 1 an outage or a refused key (progress is kept), 2 unusable arguments, configuration or file, 130 and 143 after SIGINT and SIGTERM.',
    ],
    examples: ['send --config c.json --resume history.csv', 'send --config c.json --rejected bad.ndjson events.ndjson'],
  },
]
