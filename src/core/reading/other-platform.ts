import { type DevicePlatform, isAlsoSaidBy } from '../../../spec/appsflyer/events/device-platforms'
import {
  type AppPlatform,
  isForDevices,
  isSaidBy,
  platformNames,
  platforms,
} from '../../../spec/appsflyer/events/platforms'
import type { Json } from '../../json/json'
import { remembered } from '../domain/remembered'
import { platformOf } from './platform'
import type { RawEvent } from './raw-event'
import { asText } from './values'

/** What records name as their platform. */
export type SaidAs = AppPlatform

const longestText = 200
const withWords = platformNames.filter((platform) => platforms[platform].words !== undefined)
const none: readonly AppPlatform[] = []

/** All that a text names: the same few systems are named in every record. */
const namedBy = remembered(
  (text): readonly AppPlatform[] => {
    const plain = text
      .slice(0, longestText)
      .toLowerCase()
      .replace(/[._-]+/g, ' ')
    const named = withWords.filter((platform) => platforms[platform].words?.test(plain))
    return named.length === 0 ? none : named
  },
  { most: 1_000 },
)

/**
 * A PC, a console, a TV, Windows or a bundle of PBA, where one of these texts names it and it is among the given platforms, which are
 * asked for only where a text names one.
 */
export function otherPlatformIn(
  texts: readonly (Json | undefined)[],
  among: () => readonly AppPlatform[],
): SaidAs | undefined {
  for (const said of texts) {
    const text = asText(said)
    const all = text === undefined ? none : namedBy(text)
    const named = all.length === 0 ? undefined : among().find((platform) => all.includes(platform))
    if (named !== undefined) return named
  }
  return undefined
}

const allPlatforms = () => platformNames
const bundlesAlone = (): readonly AppPlatform[] => ['web_pba']

/** The first platform that texts name, of all that AppsFlyer has; `unreadable` where they name none of them. */
export function platformNamedIn(texts: readonly (Json | undefined)[]): SaidAs | 'unreadable' | undefined {
  const other = otherPlatformIn(texts, allPlatforms)
  if (other !== undefined) return other
  const said = texts.map(platformOf).filter((platform) => platform !== undefined)
  return said.find((platform) => platform !== 'unreadable') ?? said[0]
}

/**
 * The platform that a record names and that an app of this one cannot have; undefined where they agree, or nothing readable is
 * named. On a website the operating system is the browser's.
 */
export function contradictionTo(
  platform: AppPlatform,
  { call, inBrowser, namesSystem, systems }: RawEvent,
  named: Json | undefined,
): SaidAs | undefined {
  const isOnWeb = platforms[platform].of === 'visitors'
  const isOfBrowser = isOnWeb && (call === 'row' ? namesSystem === true : inBrowser)
  const all = (isOnWeb ? [named] : [named, ...systems]).map(readOne).filter((said) => said !== undefined)
  const said = isOfBrowser ? all.filter((one) => one === 'web_pba') : all
  return said.some((one) => fits(platform, one)) ? undefined : said[0]
}

function readOne(text: Json | undefined): SaidAs | undefined {
  const bundle = otherPlatformIn([text], bundlesAlone)
  if (bundle !== undefined) return bundle
  const read = platformOf(text)
  return read === undefined || read === 'unreadable' ? otherPlatformIn([text], allPlatforms) : read
}

function fits(platform: AppPlatform, said: SaidAs): boolean {
  return isSaidBy(platform, said) || (isForDevices(platform) && isAlsoSaidBy(platform as DevicePlatform, said))
}
