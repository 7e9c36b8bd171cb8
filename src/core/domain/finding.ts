/**
 * What a user is told about a record. `reject`: it was not sent. `degrade`: it was sent, and AppsFlyer will use it less
 * well or differently. `note`: fixed on the way. docs/findings.md explains each code.
 */
export type Severity = 'reject' | 'degrade' | 'note'

export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** The field it is about, as spec/configuration/fields names it; `event_values.…` for an event value; null for the whole record. */
  readonly field: string | null
  /** What is wrong and how to fix it. Never holds a value of the record. */
  readonly message: string
}

interface Kind {
  readonly severity: Severity
  readonly message: string
}

const reject = (message: string): Kind => ({ severity: 'reject', message })
const degrade = (message: string): Kind => ({ severity: 'degrade', message })
const note = (message: string): Kind => ({ severity: 'note', message })

export const findingKinds = {
  unreadable_record: reject('This is not a record. Send a JSON object: a Segment event or a row of columns.'),
  internal_error: reject(
    'This program made a mistake with the record. Report it, with a record of the same shape and made-up values.',
  ),
  missing_appsflyer_id: reject(
    'No AppsFlyer id, and AppsFlyer refuses mobile events without one. Store the id the SDK gives on the device and send it along.',
  ),
  missing_user_id: reject(
    'No user: a web event needs a customer user id or an AppsFlyer id. Send customer_user_id (Segment: userId) or appsflyer_id.',
  ),
  missing_event_name: reject('No event name. Give the record one, or configure one.'),
  missing_event_url: reject('No page URL, and a visit needs one. Send event_url (Segment: context.page.url).'),
  invalid_event_url: reject(
    'The page URL is not an http or https address of at most 4,096 characters. Send the full address.',
  ),
  no_app_for_platform: reject(
    'No app is configured for the platform of this record. Add one, or say which app it is for (app_id).',
  ),
  unknown_platform: reject(
    'Nothing readable says which app this is for. Give the record platform (ios, android, web, windows, steam …) or app_id, or set app_id for its stream.',
  ),
  opening_of_no_device: reject(
    'First opens and sessions are of PCs, consoles and TVs alone: on phones the SDK tells AppsFlyer of them, and a website has visits. Send this as another event, or not at all.',
  ),
  unknown_app: reject(
    'The record names an app that is not configured for this kind of event. Add the app, or fix app_id or send_as. If that column means something else, set app_id for the stream.',
  ),
  invalid_revenue: reject('The revenue is not a plain amount.'),
  invalid_currency: reject(
    'The currency is not a three-letter code, and the event carries revenue. Send a code such as USD.',
  ),
  customer_user_id_too_long: reject(
    'The customer user id has more than 64 characters, the most that web events and devices take. Use a shorter one.',
  ),
  missing_device_ids: reject(
    'No id of the device, and AppsFlyer refuses events of PCs, consoles and TVs without one. Send device_ids, or a column such as rida, steam_id or device_id.',
  ),
  missing_device_ip: reject(
    "No IPv4 address, and AppsFlyer refuses events of PCs, consoles and TVs without one. Send the device's own as ip.",
  ),
  missing_device_model: reject('No device model, and AppsFlyer refuses a session without one. Send device_model.'),
  body_too_large: reject(
    'The request is larger than AppsFlyer takes, even without the event values that can be left out. Shorten ids and af_ values.',
  ),

  incomplete_identity: reject(
    'An identity needs a customer user id and an AppsFlyer id, and one is missing. Map the columns that hold them.',
  ),

  two_ids_to_erase: reject(
    'The row names two users, or two installs, and whoever is erased is so for good: nobody is erased. Give each a row of its own, or map the column that counts.',
  ),
  no_id_to_erase: reject(
    'No id by which an app could know the user: nobody is erased. Map appsflyer_id, customer_user_id, idfa, idfv, advertising_id or amazon_aid; for a PC, a console or a TV device_id.',
  ),

  purchase_without_revenue: degrade(
    'A purchase, subscription or refund without an amount: AppsFlyer counts the event and no money. Send the amount as revenue.',
  ),
  revenue_without_currency: degrade(
    'Revenue without a currency: AppsFlyer takes its own default. Send currency, or set defaults.currency.',
  ),
  amount_not_mapped: degrade('A column looks like an amount, and the event has no revenue.'),
  currency_not_mapped: degrade('A column looks like the currency of the amount, and it is not mapped.'),
  currency_conflict: degrade(
    'The record names two currencies: the one that is named as the amount is was taken. Send one of them.',
  ),
  revenue_conflict: degrade(
    'The record names two amounts that differ: one was taken as the revenue. Send one of them, or map the right one to revenue.',
  ),
  visit_carries_event: degrade(
    'A visit has no event name and no revenue: AppsFlyer counts the visit alone. Send it as web_event.',
  ),
  unreadable_id_dropped: degrade(
    'The id is a list, an object, true or false: it was left out. Send it as text or a number.',
  ),
  revenue_not_taken: degrade(
    'A first open, a session and a user id carry no revenue: AppsFlyer counts none of it. Send the amount with an event of its own (mobile_event, web_event).',
  ),
  revenue_rounded: degrade(
    'The revenue has more than five decimals, the most AppsFlyer takes: it was rounded. Round it at its source.',
  ),
  amount_unit_unclear: degrade(
    "The amounts of this column may not be in the currency's own unit. Give its unit: major, minor, cents, milli or micro.",
  ),
  store_revenue_twice: degrade(
    'Revenue in an app, and AppsFlyer measures that of the store itself (ROI360): what the store sold it counts twice. Send store purchases without revenue, or not at all.',
  ),
  refund_positive: degrade(
    'The name says that money goes back, and the revenue is positive: AppsFlyer adds it to your revenue.',
  ),
  revenue_without_payment: degrade(
    'The event carries revenue, and the record says that no money came in, or that some went back: AppsFlyer adds it to your revenue.',
  ),
  refund_in_doubt: degrade(
    'Revenue goes back, and the record says that the refund failed, is not made yet or is only a part: AppsFlyer takes all of it off your revenue.',
  ),
  revenue_per_unit: degrade(
    'The revenue comes from a price, and the quantity is above one. If it is the price of one, map the total to revenue.',
  ),
  updated_row: degrade(
    'The row is a change of an earlier one: an event that was sent for that is counted twice. Send each row once: when it is new, or when its status is final.',
  ),
  mapped_column_empty: degrade(
    'The column that is mapped to this field is empty here: what the record has under a usual name was taken. Keep such records out with where, or fill the column.',
  ),
  user_id_of_nobody: degrade(
    'The customer user id is one that systems write for a user who is not known: AppsFlyer takes all of them for one. Leave it empty.',
  ),
  value_conflict: note(
    'Two values for this field differ: one was taken, and the other was left out. Send one of them.',
  ),
  foreign_app_id: note(
    "The record's app_id names no configured app: the app of its stream was taken. Map another column to app_id if that is wrong.",
  ),
  app_guessed: degrade(
    'The record names no app of yours: the first of its platform was taken. Send app_id, or set it for the stream.',
  ),
  platform_conflict: degrade(
    'The record names an app, and a platform that is not the one of the app: it went to the app. Mend the one that is wrong.',
  ),
  price_list_dropped: degrade(
    'A price cannot be read, or a product has none, so no price was sent: none is invented. Send plain amounts such as 19.99.',
  ),
  quantity_list_dropped: degrade('A quantity cannot be read, so none was sent. Send plain numbers.'),
  event_values_unreadable: degrade(
    'The event values are not a JSON object: they went out as they are, and no money was read from them. Send an object.',
  ),
  test_record: degrade(
    'The record is marked as a test: its money counts all the same. Filter such records out with where.',
  ),
  missing_event_time: degrade(
    'No event time: AppsFlyer stamps the event with the time of its arrival. Map a time column to event_time.',
  ),
  invalid_hash_dropped: degrade(
    'A field for a hash holds something that is not 64 hexadecimal digits: it was left out. Send a SHA-256, or use the plain field.',
  ),
  placeholder_ignored: degrade(
    'The field holds a placeholder such as null or N/A and counts as not set. Leave it empty where there is nothing.',
  ),
  invalid_number_dropped: degrade(
    'The number lost digits on its way, in a column of floating point: it was left out. Export that column as text.',
  ),
  invalid_tracking_dropped: degrade(
    'The consent to tracking cannot be read, so it was left out, and so were the advertising ids. Send authorized, denied, restricted or notDetermined, or true or false.',
  ),
  personal_hashes_withheld: degrade(
    'The user opted out of ad tracking, or may have: the hashes of e-mail, phone and names were left out. opted_out_users decides.',
  ),
  private_ip_dropped: degrade(
    "The IP address is a private one, a server's rather than a device's: it was left out. Send the device's address.",
  ),
  invalid_ip_dropped: degrade("The IP address cannot be read: it was left out. Send the device's address."),
  late_event: degrade('The event is late: AppsFlyer will stamp it with the time of its arrival. Send events sooner.'),
  maybe_late_event: degrade(
    "The event may be late: AppsFlyer's document says midnight of the next day, and not whether that day begins or ends with it. Send events on the day they happen.",
  ),
  future_event: degrade(
    'The event lies in the future: AppsFlyer will stamp it with the time of its arrival. Check its time zone and unit.',
  ),
  missing_device_id: degrade(
    'No device id (IDFA, IDFV, GAID …): partners may get no postback, and audiences and incrementality may miss the event. Send one.',
  ),
  missing_os_version: degrade(
    'No OS version: AppsFlyer treats an iOS event without one as coming from iOS 14.5. Send os_version.',
  ),
  missing_ip_or_user_agent: degrade(
    "The device's IP address or user agent is missing: Meta and geo reports need them. Send both.",
  ),
  ipv6_dropped: degrade(
    'The IP address is IPv6, which the API of this app does not take: it was left out. Send IPv4 where there is one.',
  ),
  zero_advertising_id_dropped: degrade(
    'The device id is all zeros, which means there is none: it was left out. If every record has one, the app asks for the id too early.',
  ),
  advertising_id_withheld: degrade(
    'The user opted out of ad tracking, or may have: the advertising ids were left out. opted_out_users decides.',
  ),
  invalid_device_id_dropped: degrade('A device id has the wrong form: it was left out. Check its column.'),
  foreign_device_id: degrade(
    "A device id has the type of another platform than the app's: AppsFlyer takes it, and may know no device by it. Check app_id, and the column of the id.",
  ),
  phone_without_country_dropped: degrade(
    'The phone number cannot be read as an international one: it was left out. Send it with + and country code, or set a country.',
  ),
  invalid_email_dropped: degrade('The field holds no e-mail address: it was left out.'),
  invalid_timestamp_dropped: degrade(
    'The event time cannot be read: it was left out, so the time of arrival counts. Send ISO 8601.',
  ),
  event_name_long: degrade('The event name is too long for AppsFlyer: use a shorter one.'),
  value_long: degrade('An event value has more than 1,000 characters: AppsFlyer may cut it. Send a shorter one.'),
  event_values_trimmed: degrade(
    'Event values were left out so that AppsFlyer takes the request. Send fewer or shorter ones; privacy.event_values can name those to send.',
  ),
  unknown_currency: degrade("The currency is not in AppsFlyer's list: check its spelling."),
  unusual_appsflyer_id: degrade(
    'The AppsFlyer id does not look like one (13 digits, a dash, 7 to 19 digits): it may belong to no install. Send what the SDK returned.',
  ),
  invalid_consent_dropped: degrade(
    'Consent data or the sharing filter cannot be sent with this event: it was left out.',
  ),
  all_partners_blocked: degrade(
    'The sharing filter blocks every partner: none gets this event. If some should, list the others.',
  ),

  erasure_by_user_id: degrade(
    'AppsFlyer finds a user by the customer user id only where events named "Login - Complete" or "Registration - Account created" carried it with an AppsFlyer id or an IDFA. Send appsflyer_id, too.',
  ),
  erasure_day_guessed: degrade(
    'The time of the wish cannot be read, so today was taken: a table that is synced each day asks anew each day. Mend that column.',
  ),
  erasure_id_left_out: degrade(
    'No app that was asked can know this id, so the erasure names the others alone. Add the app, or leave the id out.',
  ),

  app_without_erasures: degrade(
    "AppsFlyer's erasures do not reach brand bundles of PBA: that app was not asked. Ask your AppsFlyer contact to erase the user there.",
  ),

  memory_unavailable: degrade(
    'The memory gave no answer: the record was handled without it. It may be sent twice, lack an id that is known, or be of an erased user.',
  ),
  install_wait_cut: degrade(
    'Too many records wait for their installs already: this one was sent at once, and AppsFlyer may take it for organic.',
  ),

  device_field_mended: note(
    'The text was brought into the form AppsFlyer takes: signs that it refuses were replaced, or the end was cut.',
  ),
  field_not_taken: note('The API of this app has no place for these fields: they are left out of the event.'),
  ios_app_id_prefixed: note(
    'The iOS app id had no id prefix: it was added, since AppsFlyer drops the event without it. Write id123456789.',
  ),
  event_renamed: note("The event goes out under AppsFlyer's or your own name for it: event_names decides."),
  event_name_sanitised: note(
    'The event name held @ = + or -, which web events do not take: each became _. Use a name without them.',
  ),
  personal_data_removed: note(
    'Personal data was taken out: it is never sent in the clear. E-mail, phone and names have fields of their own, whose hashes are sent; nothing is sent of any other.',
  ),
  product_members_left_out: note(
    "AppsFlyer's lists of products hold ids, quantities and prices (of a list view ids alone): the other members were not sent. Send what you need as a property of the event.",
  ),
  product_without_id: note(
    'A product has no id (product_id, sku, item_id): it was left out of the product lists. Give it an id.',
  ),
  currency_defaulted: note('The record names no currency: the default was taken. Send currency where it is another.'),
  device_id_mended: note('A device id was brought into the form AppsFlyer takes.'),
  number_mended: note(
    'A number came through a column of floating point or in quotes: it was read as what it was before. Keep ids as text.',
  ),
  partner_renamed: note('A partner was given by its internal id: the sharing filter takes its name. Nothing is lost.'),
  url_mended: note('The page address was written as the URL standards have it, without user name and password.'),
  currency_from_column: note(
    'The column of the revenue has a currency of its own: it was taken. A constant for currency wins over it.',
  ),
  event_values_withheld: note('Event values were left out, by configuration (privacy.event_values).'),
  not_an_event: note(
    'This is not an event (an identify, group or alias call, or a message without a record): nothing is sent for it.',
  ),
  deleted_row: note('The row was deleted at its source: nothing is sent for it. Send a refund as an event of its own.'),
  opted_out_skipped: note(
    'The user opted out of ad tracking, and such events are not sent by configuration (opted_out_users).',
  ),
  excluded_by_source: note(
    'The record says that it is not meant for AppsFlyer (integrations): nothing is sent for it. Set AppsFlyer to true there to send it.',
  ),
  from_appsflyer: note('AppsFlyer itself wrote this record, so it has the event: nothing is sent back.'),
  filtered_out: note("The row does not meet its stream's where: nothing is sent for it."),
  appsflyer_id_looked_up: note(
    'The AppsFlyer id was looked up in the memory by the customer user id. Nothing is lost.',
  ),
  waited_for_install: note('The event came right after the install: it waited (memory.install_delay_seconds).'),
  delivery_id_left_out: note(
    'The delivery id was left out of custom_data: reconcile finds the event by its other fields.',
  ),
  accepted_before: note(
    'AppsFlyer accepted this record before: it is not sent again (memory.remember_deliveries_days).',
  ),
  erased_user: note('An erasure of this user was requested: nothing is sent for the user any more.'),
  identity_noted: note('The record names a user and an install: a memory remembers both, and nothing is sent.'),
  erasure_in_several_apps: note(
    'The record names no app: every app that may know the user is asked. Send app_id to ask one.',
  ),
  stream_skipped: note('The stream is not sent, by configuration (send_as).'),
} as const satisfies Record<string, Kind>

export type FindingCode = keyof typeof findingKinds

/** A finding of the given kind; `detail` adds what only this case knows (a count, a limit, field names), never a value. */
export function finding(code: FindingCode, field: string | null, detail?: string, severity?: Severity): Finding {
  const kind: Kind = findingKinds[code]
  return {
    code,
    severity: severity ?? kind.severity,
    field,
    message: detail === undefined ? kind.message : `${kind.message} ${detail}`,
  }
}
