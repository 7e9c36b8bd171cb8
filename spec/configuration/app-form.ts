import { z } from 'zod'
import { platformNames, platforms } from '../appsflyer/events/platforms'
import { givenText } from './given-text'
import { secret } from './secret'

/** An iOS id without its prefix is a number, which JSON and YAML write without quotes. */
export const appId = z.preprocess(
  (value) => (Number.isSafeInteger(value) ? String(value) : value),
  givenText('take the id from the AppsFlyer dashboard'),
)

export const timeZone = z.string().refine(isTimeZone, 'is not a time zone: give an IANA name, such as America/New_York')

/** No secret may stand below a list of the form: what needs a key for each app is for a file. */
const ofTheForm = platformNames.filter((name) => platforms[name].hasOwnKey !== true)

/** One app of `apps`, as Airbyte's form has it: the id says the rest. */
export const formApp = z
  .object({
    app_id: appId.meta({
      title: 'App id',
      description:
        'As AppsFlyer has it: id123456789 (iOS), com.example.app (Android), website-www.example.com (web) or steam-480 (PCs, consoles and TVs, by their prefix). It is beside the name of the app in AppsFlyer, under My apps.',
      examples: ['id123456789', 'com.example.app', 'website-www.example.com'],
      order: 0,
    }),
    time_zone: timeZone.optional().meta({
      title: 'Time zone of a web app',
      description:
        'As in the settings of the app in AppsFlyer. It decides until when a web event is on time. Empty: UTC.',
      examples: ['America/New_York', 'Europe/Berlin'],
      order: 1,
    }),
    api_version: z.enum(['v3', 'v2']).optional().meta({
      title: 'API version of a mobile app',
      description: 'v3 takes the S2S token. v2 is the older one and takes the dev key. Empty: v3.',
      order: 2,
    }),
    platform: z.enum(ofTheForm).optional().meta({
      title: 'Platform',
      description: 'Only where the app id does not tell.',
      order: 3,
    }),
  })
  .meta({ title: 'App' })

/** The same as a file has it: with a key of the app's own where it has one. */
export const fileApp = formApp
  .extend({
    platform: z.enum(platformNames).optional().meta({
      title: 'Platform',
      description: 'Only where the app id does not tell.',
      order: 3,
    }),
    key: secret('leave it out, and give s2s_token, or dev_key for v2').optional().meta({
      title: 'Key of its own',
      description:
        'Where the app has another key than the account: an S2S token or, for v2, a dev key. For web_pba the web dev key, which each brand bundle has.',
      airbyte_secret: true,
      order: 4,
    }),
  })
  .meta({ title: 'App' })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
