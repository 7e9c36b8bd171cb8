import type { Json } from '../../json/json'
import { remembered } from '../domain/remembered'
import { asText, isPlaceholder } from './values'

export type Platform = 'ios' | 'android' | 'web'

/** What a text says of a platform: one of ours; `unreadable` where it names something else; undefined where it names none. */
export type PlatformReading = Platform | 'unreadable' | undefined

const longestText = 200

/**
 * Reads a platform out of what people write: `ios`, `iPhone OS 17`, `Android OS 11 / API-30`, `APP_STORE`, `Google Play`,
 * `macOS` (an app on the Mac is the iOS app's sibling there), `web`. Words such as `mobile` or `tablet` name none.
 */
export function platformOf(value: Json | undefined): PlatformReading {
  const text = asText(value)
  if (text === undefined || isPlaceholder(text)) return undefined
  return text.length > longestText ? 'unreadable' : readPlatform(text)
}

const apple =
  /^(ios|iosapp|iosdevice|iphone\w*|ipad\w*|ipod\w*|tvos|watchos|visionos|xros|macos|macosx|osx|mac|macintosh|darwin|apple|appletv|macappstore|itunes)$/
const android =
  /^(android\w*|googleplay|playstore|googleplaystore|google|fireos|firetv|wearos|amazon|amazonappstore|appgallery|huawei|galaxystore|kindle)$/
const web = /^(web|browser|website|webapp|webbrowser|mobileweb|desktopweb|www|pwa)$/
/** Words that say what a device is like, or nothing, but not which platform it has. */
const noPlatform =
  /^(mobile|phone|smartphone|mobilephone|cellphone|tablet|handset|handheld|phablet|wearable|desktop|laptop|notebook|pc|computer|app|apps|mobileapp|native|server|backend|serverside|api|s2s|cloud|device|devices|other|others|all|any|client|touch|large|small|default|os|sdk|store)$/

const readPlatform = remembered(platformIn, { most: 1_000 })

function platformIn(text: string): PlatformReading {
  const words = wordsIn(text)
  if (words.some((word) => web.test(word))) return 'web'
  const isAndroid = words.some((word) => android.test(word)) || holdsPair(words, androidPairs)
  // The Amazon Appstore is a store of Android's.
  const isApple =
    words.some((word) => apple.test(word)) ||
    (!isAndroid && (words.includes('appstore') || holdsPair(words, applePairs)))
  if (isAndroid && isApple) return 'unreadable'
  if (isAndroid) return 'android'
  if (isApple) return 'ios'
  return words.length > 0 && words.every((word) => noPlatform.test(word)) ? undefined : 'unreadable'
}

/** Words in lower case; digits count as their end: `iPhone14,2` is iphone, `iOS17` is ios. */
function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}

const applePairs = ['app store', 'apple tv', 'mac os', 'os x', 'vision os', 'watch os', 'tv os']
const androidPairs = ['google play', 'play store', 'fire os', 'fire tv', 'wear os', 'galaxy store', 'app gallery']

function holdsPair(words: readonly string[], pairs: readonly string[]): boolean {
  return words.some((word, index) => pairs.includes(`${word} ${words[index + 1] ?? ''}`))
}

const plainVersion = /^\d+(?:\.\d+)*$/
const version = /\d+(?:[._]\d+){0,3}/

/**
 * The version in a text that names its system too (`iOS 17.4.1`, `iPhone OS 17_4`, `Android OS 11 / API-30`); undefined
 * where it holds none. A text that begins with a digit is a version already.
 */
export function systemVersion(text: string): string | undefined {
  if (text.length > longestText || plainVersion.test(text)) return text
  // What stands behind it is the build: 17.4 (21E219).
  if (/^\d/.test(text)) return text.split(/[\s(]/, 1)[0]?.replace(/_/g, '.')
  return version.exec(text)?.[0].replace(/_/g, '.') ?? (platformOf(text) === 'unreadable' ? text : undefined)
}
