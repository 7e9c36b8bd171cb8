import type { GlobalSetting } from '@segment/actions-core'

const versions = [
  { value: 'v3', label: 'v3: current, takes the S2S token' },
  { value: 'v2', label: 'v2: legacy, takes the dev key' },
]
const several = 'Several of one platform: separated by commas.'

/** An account may have given an app a dev key of its own. Before there was `s2s_token`, each app had its key here. */
const ownKey = (app: string): string =>
  `Only for API version v2, and only if the ${app} app has another dev key than the account. A key that was saved here for v3 counts until the S2S token is filled in.`

function isV2(...versions: readonly string[]): NonNullable<GlobalSetting['depends_on']> {
  return {
    match: 'any',
    conditions: versions.map((fieldKey) => ({ fieldKey, operator: 'is' as const, value: 'v2' })),
  }
}

/**
 * What a workspace admin fills in: the account's secrets, then apps by their ids. No app is required by itself, but at
 * least one must be there. A key that is not declared here is dropped by Segment, so settings of earlier days stay.
 */
export const settings: Record<string, GlobalSetting> = {
  s2s_token: {
    label: 'S2S Token',
    description:
      'One for the whole account, for all apps. An admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens: type S2S.',
    type: 'password',
  },
  dev_key: {
    label: 'Dev Key',
    description: 'Only for mobile apps on API version v2. In AppsFlyer it is in the settings of the app.',
    type: 'password',
    depends_on: isV2('ios_api_version', 'android_api_version'),
  },
  erasure_token: {
    label: 'API Token V2, for User Deletion',
    description: 'Only to pass deletion requests on to AppsFlyer’s OpenDSR API. It is beside the S2S token: type API.',
    type: 'password',
  },
  ios_app_id: {
    label: 'iOS App ID',
    description: `With its prefix: id123456789. In AppsFlyer it is beside the name of the app, under My apps. Leave it empty if you have no iOS app. ${several}`,
    type: 'string',
  },
  android_app_id: {
    label: 'Android App ID',
    description: `The package name: com.example.app, as under My apps in AppsFlyer. Leave it empty if you have no Android app. ${several}`,
    type: 'string',
  },
  web_app_id: {
    label: 'Web App ID',
    description: `As AppsFlyer names the website under My apps: website-www.example.com, not its address. Leave it empty if you have none. ${several}`,
    type: 'string',
  },
  web_time_zone: {
    label: 'Web App Time Zone',
    description:
      'The time zone in the settings of the web app in AppsFlyer, as an IANA name such as America/New_York: it decides until when an event is on time. Empty: UTC.',
    type: 'string',
  },
  pba_bundle_id: {
    label: 'PBA Bundle ID',
    description:
      'For people-based attribution of a website: the id of the brand bundle, in AppsFlyer under My apps, View brand bundles. Leave it empty if you have none.',
    type: 'string',
  },
  pba_web_dev_key: {
    label: 'PBA Web Dev Key',
    description: 'The web dev key of that brand bundle, which is beside its id.',
    type: 'password',
  },
  device_app_id: {
    label: 'Device App ID',
    description:
      'Apps on PCs, consoles and TVs, with the prefix of the platform, such as steam-480, roku-123 or playstation-abc. Leave it empty if you have none. Several: separated by commas.',
    type: 'string',
  },
  device_dev_key: {
    label: 'Device Dev Key',
    description: 'The dev key, which signs what is sent to these apps. In AppsFlyer it is in the settings of the app.',
    type: 'password',
  },
  ios_api_version: {
    label: 'iOS API Version',
    description: 'Which of AppsFlyer’s mobile APIs the iOS app uses.',
    type: 'string',
    choices: versions,
    default: 'v3',
  },
  ios_key: {
    label: 'iOS Key of Its Own',
    description: ownKey('iOS'),
    type: 'password',
    depends_on: isV2('ios_api_version'),
  },
  android_api_version: {
    label: 'Android API Version',
    description: 'Which of AppsFlyer’s mobile APIs the Android app uses.',
    type: 'string',
    choices: versions,
    default: 'v3',
  },
  android_key: {
    label: 'Android Key of Its Own',
    description: ownKey('Android'),
    type: 'password',
    depends_on: isV2('android_api_version'),
  },
  web_key: {
    label: 'Web Key (Legacy)',
    description: 'The S2S token has taken its place. A key that was saved here counts until that is filled in.',
    type: 'password',
    unsafe_hidden: true,
  },
  event_names: {
    label: 'Event Names',
    description: 'Whether events of the Segment spec take the names AppsFlyer has for them.',
    type: 'string',
    choices: [
      { value: 'appsflyer', label: 'AppsFlyer: Order Completed becomes af_purchase' },
      { value: 'as_is', label: 'As they are' },
    ],
    default: 'appsflyer',
  },
  revenue_from: {
    label: 'Revenue From',
    description:
      'Which amount of an order is the revenue where it has both. Segment’s classic destination took the total. A field Revenue of your own mapping wins.',
    type: 'string',
    choices: [
      { value: 'revenue', label: 'Revenue, else the total' },
      { value: 'total', label: 'Total, else the revenue' },
    ],
    default: 'revenue',
  },
  store_revenue_measured: {
    label: 'AppsFlyer Measures Store Revenue',
    description:
      'AppsFlyer has the revenue of in-app purchases from the stores (ROI360). Then a purchase in an app with revenue, which it counts twice, is told.',
    type: 'boolean',
    default: false,
  },
  can_omit_appsflyer_id: {
    label: 'Can Omit AppsFlyer ID',
    description:
      'Only if AppsFlyer has agreed to it for your account: an iOS event without an AppsFlyer ID carries the IDFV in its place. AppsFlyer’s documents require the AppsFlyer ID.',
    type: 'boolean',
    default: false,
  },
  default_currency: {
    label: 'Default Currency',
    description:
      'For events that name none: three letters, such as USD, which Segment’s classic destination took. Empty: AppsFlyer takes its own.',
    type: 'string',
  },
  default_phone_country: {
    label: 'Default Phone Country',
    description: 'The country of national phone numbers whose event names none: two letters, such as US.',
    type: 'string',
  },
  opted_out_users: {
    label: 'Opted-Out Users',
    description: 'What to do with events of users who opted out of ad tracking.',
    type: 'string',
    choices: [
      { value: 'strip_ids', label: 'Send them without advertising ids and without hashes of e-mail, phone and names' },
      { value: 'strip_advertising_ids', label: 'Send them without advertising ids' },
      { value: 'skip', label: 'Send nothing' },
      { value: 'send', label: 'Send them as they came' },
    ],
    default: 'strip_ids',
  },
  sharing_filter: {
    label: 'Sharing Filter',
    description:
      'Ids of partners that must not get the events, separated by commas; all blocks every partner. Mobile only.',
    type: 'string',
  },
  late_events: {
    label: 'Late Events',
    description: 'AppsFlyer stamps events that come too late with the time of their arrival.',
    type: 'string',
    choices: [
      { value: 'send', label: 'Send them anyway' },
      { value: 'reject', label: 'Reject them' },
    ],
    default: 'send',
  },
}
