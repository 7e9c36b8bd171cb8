import type { Command, Option } from './command'
import { config, oneJson, user } from './shared-options'

const app: Option = {
  name: 'app',
  value: 'ID',
  about: 'In this app alone; without it, in every mobile app of the configuration.',
}
const typedUser =
  'The id is never printed. With --user - it stands neither in the history of the shell nor in the list of processes.'

/** What the memory knows of users. */
export const idsCommands: readonly Command[] = [
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
]
