/**
 * When a preset applies, in Segment's query language. Mobile and web presets never take the same event: what has the
 * page of a browser and no device goes to the web, everything else to the apps.
 */
const onDevice = '(context.device.type != null or context.page.url = null)'
const inBrowser = 'context.device.type = null and context.page.url != null'

/** Rows of Reverse ETL are track calls named by how the row changed; Segment's libraries name themselves in the context. */
const isRow = 'context.library.name = null'
const isNoRow = ['new', 'updated', 'deleted']
  .map((change) => `(event != "${change}" or context.library.name != null)`)
  .join(' and ')

const audienceEvents = ['Audience Entered', 'Audience Exited']

export const trigger = {
  mobileTrack: (event: string) => `type = "track" and event = "${event}" and ${onDevice}`,
  webTrack: (event: string) => `type = "track" and event = "${event}" and ${inBrowser}`,
  otherMobileTracks: (events: readonly string[]) =>
    `type = "track" and ${noneOf(events)} and ${isNoRow} and ${onDevice}`,
  otherWebTracks: (events: readonly string[]) => `type = "track" and ${noneOf(events)} and ${inBrowser}`,
  screens: 'type = "screen" or (type = "page" and context.device.type != null)',
  visits: 'type = "page" and context.device.type = null',
  audience: (event: string) => `type = "track" and event = "${event}"`,
  rows: `type = "track" and (event = "new" or event = "updated") and ${isRow}`,
}

function noneOf(events: readonly string[]): string {
  return [...events, ...audienceEvents].map((event) => `event != "${event}"`).join(' and ')
}
