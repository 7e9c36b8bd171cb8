/**
 * PCs, consoles and TVs whose apps AppsFlyer measures (PC/Console/CTV Events API, Platform), each with the type of the
 * advertising or store id that its devices have, where there is one (DeviceIds).
 */
export const devicePlatforms = {
  roku: { title: 'Roku', words: /\broku/, ownId: 'rida' },
  smartcast: { title: 'SmartCast', words: /\b(smart ?cast|vizio)/, ownId: 'vida' },
  tizen: { title: 'Tizen', words: /\btizen/, ownId: 'tifa' },
  webos: { title: 'webOS', words: /\bweb ?os/, ownId: 'lgudid' },
  playstation: { title: 'PlayStation', words: /\b(play ?station|ps\d)/, ownId: 'psid' },
  vidaa: { title: 'VIDAA', words: /\b(vidaa|hisense)/, ownId: 'vidaaid' },
  steam: { title: 'Steam', words: /\bsteam/, ownId: 'steamid' },
  quest: { title: 'Quest', words: /\b(meta quest|quest|oculus)/ },
  battlenet: { title: 'Battle.net', words: /\bbattle ?net/ },
  epic: { title: 'Epic Games', words: /\bepic/, ownId: 'epicid' },
  switch: { title: 'Nintendo Switch', words: /\b(nintendo|switch)/ },
  xbox: { title: 'Xbox', words: /\bxbox/ },
  nativepc: { title: 'PC', words: /\bnative ?pc/ },
  vega: { title: 'Vega OS', words: /\bvega/, ownId: 'vegaid' },
} as const satisfies Record<string, DevicePlatformData>

interface DevicePlatformData {
  /** For people. */
  readonly title: string
  /** How records name it, in lower case with blanks for separators. */
  readonly words: RegExp
  readonly ownId?: string
}

export type DevicePlatform = keyof typeof devicePlatforms

/** The types of `device_ids`; `custom` is a GUID, and AppsFlyer reports it as the AppsFlyer id (DeviceIds). */
export const deviceIdTypes = [
  ...(['custom', 'rida', 'vida', 'tifa', 'lgudid', 'vidaaid', 'steamid', 'epicid', 'psid', 'vegaid'] as const),
]
export type DeviceIdType = (typeof deviceIdTypes)[number]

/** The type of id that the devices of a platform have of their own. */
export function ownIdOf(platform: DevicePlatform): DeviceIdType | undefined {
  const data = devicePlatforms[platform]
  return 'ownId' in data ? data.ownId : undefined
}

/** Those by which a person is followed from app to app; the others are the id of a user, or the app's own. */
export const advertisingIdTypes: ReadonlySet<DeviceIdType> = new Set([
  'rida',
  'vida',
  'tifa',
  'lgudid',
  'vidaaid',
  'vegaid',
])
