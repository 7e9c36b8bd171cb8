import type { GlobalSetting } from '@segment/actions-core'

const versions = [
  { value: 'v3', label: 'v3: current, takes an S2S key' },
  { value: 'v2', label: 'v2: legacy, takes the dev key' },
]
const keyText = 'v3: the S2S key. v2: the dev key. Both are in the AppsFlyer dashboard, under the settings of the app.'

/** What a workspace admin fills in. No app is required by itself, but at least one must be there. */
export const settings: Record<string, GlobalSetting> = {
  ios_app_id: {
    label: 'iOS app id',
    description: 'With its prefix: id123456789. Leave it empty if you have no iOS app.',
    type: 'string',
  },
  ios_key: { label: 'iOS key', description: keyText, type: 'password' },
  ios_api_version: {
    label: 'iOS API version',
    description: 'Which of AppsFlyer’s mobile APIs the iOS app uses.',
    type: 'string',
    choices: versions,
    default: 'v3',
  },
  android_app_id: {
    label: 'Android app id',
    description: 'The package name: com.example.app. Leave it empty if you have no Android app.',
    type: 'string',
  },
  android_key: { label: 'Android key', description: keyText, type: 'password' },
  android_api_version: {
    label: 'Android API version',
    description: 'Which of AppsFlyer’s mobile APIs the Android app uses.',
    type: 'string',
    choices: versions,
    default: 'v3',
  },
  web_app_id: {
    label: 'Web app id',
    description:
      'As the AppsFlyer dashboard names the website: website-www.example.com. Leave it empty if you have none.',
    type: 'string',
  },
  web_key: {
    label: 'Web S2S API token',
    description: 'The token of the S2S API for web attribution.',
    type: 'password',
  },
  web_time_zone: {
    label: 'Web app time zone',
    description:
      'The time zone of the web app in AppsFlyer, such as America/New_York: it decides until when an event is on time. Empty: UTC.',
    type: 'string',
  },
  event_names: {
    label: 'Event names',
    description: 'Whether events of the Segment spec take the names AppsFlyer has for them.',
    type: 'string',
    choices: [
      { value: 'appsflyer', label: 'AppsFlyer: Order Completed becomes af_purchase' },
      { value: 'as_is', label: 'As they are' },
    ],
    default: 'appsflyer',
  },
  default_currency: {
    label: 'Default currency',
    description: 'For events that name none: three letters, such as USD.',
    type: 'string',
  },
  default_phone_country: {
    label: 'Default phone country',
    description: 'The country of national phone numbers whose event names none: two letters, such as US.',
    type: 'string',
  },
  opted_out_users: {
    label: 'Opted-out users',
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
    label: 'Sharing filter',
    description:
      'Ids of partners that must not get the events, with commas between them; all blocks every partner. Mobile only.',
    type: 'string',
  },
  late_events: {
    label: 'Late events',
    description: 'AppsFlyer stamps events that come too late with the time of their arrival.',
    type: 'string',
    choices: [
      { value: 'send', label: 'Send them still' },
      { value: 'reject', label: 'Reject them' },
    ],
    default: 'send',
  },
  erasure_token: {
    label: 'API V2 token, for user deletion',
    description:
      'AppsFlyer’s API V2 token (Security Center). Needed only to pass deletion requests on to AppsFlyer’s OpenDSR API.',
    type: 'password',
  },
}
