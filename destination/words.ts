import { type Finding, type FindingCode, findingKinds } from '../src/core/domain/finding'

/** Of findings whose details are about a configuration file: the whole sentence, with the names of the properties it is about. */
const wholly: { readonly [Code in FindingCode]?: (names: string) => string } = {
  amount_not_mapped: (names) =>
    `The event has no revenue, and this looks like it: ${names}. Map the field Revenue to it.`,
  currency_not_mapped: (names) => `This looks like the currency of the amount: ${names}. Map the field Currency to it.`,
  revenue_without_payment: (names) =>
    `The event carries revenue, and says that no money came in, or that some went back (${names}): AppsFlyer adds it to your revenue. Send the amount under another name, or narrow the trigger of this mapping.`,
  refund_in_doubt: (names) =>
    `Revenue goes back, and the event says that the refund failed, is not made yet or is only a part (${names}): AppsFlyer takes all of it off your revenue. Send the part that went back, or narrow the trigger of this mapping.`,
  updated_row: (names) =>
    `The row is a change of an earlier one (${names}): an event that was sent for that is counted twice. Send each row once: when it is new, or when its status is final.`,
  test_record: (names) =>
    `The event is marked as a test (${names}): its money counts all the same. Narrow the trigger of this mapping.`,
}

/** What to do about a finding, where Segment has other places for it than a configuration file. */
const inSegment: { readonly [Code in FindingCode]?: string } = {
  unknown_platform:
    'Nothing readable says which app the event is of. Map the field Platform to ios, android or what a device app runs on (steam, roku …): a fixed value, if all events of this mapping are of one platform. Or map App ID to one of the apps in the settings.',
  no_app_for_platform:
    'No app of the event’s platform is in the settings. Add its ID there, or narrow the trigger of this mapping.',
  opening_of_no_device:
    'First opens and sessions are of PCs, consoles and TVs alone: on phones AppsFlyer’s SDK tells of them, and a website has visits. Empty the field Send As, or narrow the trigger of this mapping.',
  platform_conflict:
    'The field App ID names an app, and the event a platform that is not the one of the app: it went to the app. Mend the one that is wrong.',
  revenue_not_taken:
    'A first open, a session and a user ID carry no revenue: AppsFlyer counts none of it. Send the amount with an in-app event of its own.',
  unknown_app:
    'The field App ID names no app of the settings that takes such events. Add the app there, or clear the field.',
  missing_appsflyer_id:
    'No AppsFlyer ID, and AppsFlyer refuses mobile events without one. Read it from the SDK on the device, and send it as integrations.AppsFlyer.appsFlyerId or map it to the field AppsFlyer ID.',
  missing_device_ids:
    'No id of the device, and AppsFlyer refuses events of PCs, consoles and TVs without one. Send a property device_ids, or one such as rida, steam_id or device_id.',
  missing_device_ip:
    'No IPv4 address, and AppsFlyer refuses events of PCs, consoles and TVs without one. Send the device’s own as context.ip, or map the field IP Address.',
  missing_device_model:
    'No device model, and AppsFlyer refuses a session without one. Send context.device.model, or map the field Device Model.',
  missing_user_id:
    'No user: AppsFlyer takes no web event without one. Send userId (in a row: a column user_id), or map the field Customer User ID or AppsFlyer ID.',
  missing_event_time:
    'No event time: AppsFlyer stamps the event with the time of its arrival. Send timestamp (in a row: a column event_time), or map the field Event Time.',
  revenue_conflict:
    'The event has two amounts that differ: one was taken as the revenue. Send one of them, or map the right one to the field Revenue. Between revenue and total the setting Revenue From decides.',
  amount_unit_unclear:
    'The amount may not be in the currency’s own unit. Map the field Revenue Unit to how it is written: major, minor, cents, milli or micro.',
  revenue_without_currency:
    'Revenue without a currency: AppsFlyer takes its own default. Send currency, or fill in the setting Default Currency.',
  app_guessed:
    'Several apps of the platform are in the settings, and the event names none: the first was taken. Map the field App ID.',
  event_renamed: "The event goes out under AppsFlyer's name for it: the setting Event Names decides.",
  advertising_id_withheld:
    'The user opted out of ad tracking, or may have: the advertising ids were left out. The setting Opted-Out Users decides.',
  personal_hashes_withheld:
    'The user opted out of ad tracking, or may have: the hashes of e-mail, phone and names were left out. The setting Opted-Out Users decides.',
  opted_out_skipped:
    'The user opted out of ad tracking, and such events are not sent: the setting Opted-Out Users decides.',
  event_values_trimmed:
    'Event values were left out so that AppsFlyer takes the request. Send fewer or shorter ones, or map the field Event Values to those that matter.',
  visit_carries_event:
    'A visit has no event name and no revenue: AppsFlyer counts the visit alone. Send it with the action Send Web Event.',
  not_an_event:
    'Nothing was sent: an identify call is no event. Only people-based attribution takes it, and no PBA Bundle ID is in the settings.',
  incomplete_identity:
    'Nothing was sent: people-based attribution takes a user ID together with the AppsFlyer ID of the browser. Send userId, and the afUserId cookie as integrations.AppsFlyer.appsFlyerId.',
  missing_event_name: 'No event name. Map the field Event Name.',
  missing_event_url: 'No page URL, and a visit needs one. Send context.page.url, or map the field Page URL.',
}

/** The finding in words for a workspace, with what only this case knows. */
export function inSegmentsWords({ code, field, message }: Finding): string {
  const sentence = wholly[code]
  const names = field?.replace(/event_values\./g, '')
  if (sentence !== undefined && names !== undefined) return sentence(names)
  if (code === 'field_not_taken' && names !== undefined) return `${message} Here: ${names}.`
  if (code === 'personal_data_removed' && names !== undefined) return `${message} It stood in: ${names}.`
  const words = inSegment[code]
  const usual = findingKinds[code].message
  return words === undefined || !message.startsWith(usual) ? message : words + message.slice(usual.length)
}
