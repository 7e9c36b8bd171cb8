import { devicePlatforms } from '../spec/appsflyer/events/device-platforms'

/**
 * When a mapping applies, in Segment's query language. No two of them take the same event, neither the presets' nor those
 * that a mapping made by hand begins with: what has the page of a browser and no device goes to the web, everything else
 * to the apps. What AppsFlyer itself told Segment does not go back.
 */
const device = 'context.device.type'
/** What sources of websites write there, for a browser. The query language compares letter by letter. */
const browserTypes = [
  '',
  ...['desktop', 'browser', 'web', 'mobile web', 'website'].flatMap((type) => [type, title(type)]),
]
const isNoDevice = `(${[`${device} = null`, ...browserTypes.map((type) => `${device} = "${type}"`)].join(' or ')})`
const isDevice = [`${device} != null`, ...browserTypes.map((type) => `${device} != "${type}"`)]
/** One group for each condition, since the query language knows no group within a group. */
const onDevice = isDevice.map((condition) => `(context.page.url = null or ${condition})`).join(' and ')
const inBrowser = `context.page.url != null and ${isNoDevice}`

/** Segment's spec, Install Attributed: provider says who attributed it. */
const isNews = '(event != "Install Attributed" or properties.provider != "AppsFlyer")'

/** Rows of Reverse ETL are track calls named by how the row changed; Segment's libraries name themselves in the context. */
const isRow = 'context.library.name = null'
const isNoRow = ['new', 'updated', 'deleted']
  .map((change) => `(event != "${change}" or context.library.name != null)`)
  .join(' and ')
const rows = `type = "track" and (event = "new" or event = "updated") and ${isRow}`

/** As the column `platform` says that a row is a website's: warehouses write columns and words in any case. */
const webWords = ['web', 'website', 'browser'].flatMap(inUsualCases)
const webColumns = inUsualCases('platform').flatMap((column) => webWords.map((word) => [column, word] as const))
const isNoWebRow = webColumns.map(([column, word]) => `properties.${column} != "${word}"`).join(' and ')
const isWebRow = webColumns.map(([column, word]) => `properties.${column} = "${word}"`).join(' or ')

/**
 * PCs, consoles and TVs as AppsFlyer names them, where `context.device.type` has such a name: what opens their apps has endpoints of
 * its own. AppsFlyer's title of one may be a word for something else, too: PC.
 */
const consoles = Object.entries(devicePlatforms).flatMap(([name, { title: known, words }]) => {
  const isTelling = words.test(known.toLowerCase().replace(/[.]/g, ' '))
  return [...new Set([name, title(name), ...(isTelling ? [known] : [])])]
})
const isConsole = `(${consoles.map((type) => `${device} = "${type}"`).join(' or ')})`
const isNoConsole = consoles.map((type) => `${device} != "${type}"`).join(' and ')

/** Segment's spec of mobile apps: the first launch, and each one. */
export const openings = ['Application Installed', 'Application Opened'] as const

const audienceEvents = ['Audience Entered', 'Audience Exited']

export const trigger = {
  mobile: `type = "track" and ${isNews} and ${onDevice}`,
  web: `type = "track" and ${isNews} and ${inBrowser}`,
  mobileTrack: (event: string) => `type = "track" and event = "${event}" and ${onDevice}`,
  webTrack: (event: string) => `type = "track" and event = "${event}" and ${inBrowser}`,
  otherMobileTracks: (events: readonly string[]) =>
    `type = "track" and ${noneOf(events)} and ${isNews} and ${isNoRow} and ${onDevice}`,
  otherWebTracks: (events: readonly string[]) =>
    `type = "track" and ${noneOf(events)} and ${isNews} and ${isNoRow} and ${inBrowser}`,
  /** Of phones, which AppsFlyer's SDK tells of their opening: an in-app event as any other. */
  appOpenings: `type = "track" and (${openings.map((event) => `event = "${event}"`).join(' or ')}) and ${isNoConsole} and ${onDevice}`,
  consoleOpening: (event: (typeof openings)[number]) => `type = "track" and event = "${event}" and ${isConsole}`,
  /** Which user a visitor is. Devices have no place in people-based attribution. */
  userIds: `type = "identify" and userId != null and ${isNoDevice}`,
  screens: `type = "screen" or (type = "page" and ${isDevice.join(' and ')})`,
  /** AppsFlyer takes no visit without a user: those of nobody would fail one by one. */
  visits: `type = "page" and ${isNoDevice} and userId != null`,
  audience: (event: string) => `type = "track" and event = "${event}"`,
  mobileRows: `${rows} and ${isNoWebRow}`,
  webRows: `${rows} and (${isWebRow})`,
}

/** web, Web and WEB. */
function inUsualCases(word: string): readonly string[] {
  return [word, title(word), word.toUpperCase()]
}

function title(words: string): string {
  return words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
}

function noneOf(events: readonly string[]): string {
  return [...events, ...audienceEvents].map((event) => `event != "${event}"`).join(' and ')
}
