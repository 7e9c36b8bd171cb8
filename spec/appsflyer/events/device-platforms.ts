/** What a record of a PC may name for the store: its system. A Mac's counts as Apple's. */
const ofPcs = ['windows', 'ios'] as const

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
  steam: { title: 'Steam', words: /\bsteam/, ownId: 'steamid', alsoSaidAs: ofPcs },
  quest: { title: 'Quest', words: /\b(meta quest|quest|oculus)/, alsoSaidAs: ['android'] },
  battlenet: { title: 'Battle.net', words: /\bbattle ?net/, alsoSaidAs: ofPcs },
  epic: { title: 'Epic Games', words: /\bepic/, ownId: 'epicid', alsoSaidAs: ofPcs },
  switch: { title: 'Nintendo Switch', words: /\b(nintendo|switch)/ },
  xbox: { title: 'Xbox', words: /\bxbox/, alsoSaidAs: ['windows'] },
  nativepc: { title: 'PC', words: /\bnative ?pc/, alsoSaidAs: [...ofPcs, 'steam', 'epic', 'battlenet'] },
  vega: { title: 'Vega OS', words: /\bvega/, ownId: 'vegaid', alsoSaidAs: ['android'] },
} as const satisfies Record<string, DevicePlatformData>

interface DevicePlatformData {
  /** For people. */
  readonly title: string
  /** How records name it, in lower case with blanks for separators. */
  readonly words: RegExp
  readonly ownId?: string
  /** Other platforms that its records may name, and mean it all the same. */
  readonly alsoSaidAs?: readonly string[]
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

/** Whether a record of a platform may name another one: the system beneath a store. */
export function isAlsoSaidBy(platform: DevicePlatform, said: string): boolean {
  const data: DevicePlatformData = devicePlatforms[platform]
  return data.alsoSaidAs?.includes(said) === true
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
