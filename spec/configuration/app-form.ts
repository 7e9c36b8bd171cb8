import { z } from 'zod'

const key = z
  .string()
  .trim()
  .min(1, 'is empty: paste the key from the AppsFlyer dashboard')
  .regex(/^[\x21-\x7e]+$/, 'has blanks or characters that cannot stand in an HTTP header')

export const appId = z.string().trim().min(1, 'is empty')

export const timeZone = z.string().refine(isTimeZone, 'is no time zone: give an IANA name, such as America/New_York')

const keyPattern = { pattern_descriptor: 'the key, without blanks' }

const apiVersion = z.enum(['v3', 'v2']).default('v3').meta({
  title: 'API version',
  description: 'v3 (current) takes an S2S key. v2 (legacy) takes the dev key.',
  order: 3,
})

const mobileKey = key.meta({
  title: 'Key',
  description: 'v3: the S2S key. v2: the dev key. Both are in the AppsFlyer dashboard, under the settings of the app.',
  airbyte_secret: true,
  always_show: true,
  order: 2,
  ...keyPattern,
})

const iosApp = z
  .object({
    platform: z.literal('ios').meta({ title: 'Platform', order: 0 }),
    app_id: appId.regex(/^(id)?\d+$/, 'is no iOS app id: it is id and digits, such as id123456789').meta({
      title: 'App id',
      description: 'With its prefix: id123456789.',
      pattern_descriptor: 'id and digits, such as id123456789',
      examples: ['id123456789'],
      order: 1,
    }),
    key: mobileKey,
    api_version: apiVersion,
  })
  .meta({ title: 'iOS app' })

const androidApp = z
  .object({
    platform: z.literal('android').meta({ title: 'Platform', order: 0 }),
    app_id: appId.meta({ title: 'App id', description: 'The package name.', examples: ['com.example.app'], order: 1 }),
    key: mobileKey,
    api_version: apiVersion,
  })
  .meta({ title: 'Android app' })

const webApp = z
  .object({
    platform: z.literal('web').meta({ title: 'Platform', order: 0 }),
    app_id: appId.meta({
      title: 'App id',
      description: 'The web app id of the AppsFlyer dashboard.',
      examples: ['website-www.example.com'],
      order: 1,
    }),
    key: key.meta({
      title: 'S2S API token',
      description: 'The token of the S2S API for web attribution.',
      airbyte_secret: true,
      always_show: true,
      order: 2,
      ...keyPattern,
    }),
    time_zone: timeZone.default('UTC').meta({
      title: 'Time zone',
      description: 'The time zone of the app in AppsFlyer (IANA name). It decides until when an event is on time.',
      examples: ['America/New_York', 'Europe/Berlin'],
      order: 3,
    }),
  })
  .meta({ title: 'Web app' })

/** One app of `apps`: what each platform needs. */
export const app = z.discriminatedUnion('platform', [iosApp, androidApp, webApp]).meta({ title: 'App' })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
