/**
 * What `init` writes. A line with two signs explains; one with a single sign is an example, which is valid once the sign
 * and the blank behind it are gone. What stands in <…> is refused until something else stands there.
 */
const beforeMapping = `## The configuration of appsflyer-destination.
## Fill in what stands in <...>. Lines with ## explain. Lines with # are
## examples: take "# " away to use one. docs/configuration.md has every key.

## One token for the whole account, for all apps. An admin finds it in AppsFlyer
## under Security center, Manage AppsFlyer tokens, type S2S.
## "\${APPSFLYER_S2S_TOKEN}" reads it from the environment instead.
s2s_token: "<S2S token>"

## The apps that receive events, by their ids (AppsFlyer, My apps). The id tells
## the platform: id and digits iOS, a package name Android, website-... the web.
apps:
  - app_id: "<app id>"
#   - app_id: com.example.app
#   - app_id: website-www.example.com
#     time_zone: America/New_York    ## as in the app's settings in AppsFlyer

## For a mobile app on the older API give it \`api_version: v2\` below its app_id,
## and paste the dev key, which is in the settings of the app in AppsFlyer.
# dev_key: "\${APPSFLYER_DEV_KEY}"
`

const mappingExample = `## MAPPING: what to send of each stream (a table, a file). A stream without an
## entry is sent as its records say. Columns with usual names (event_name,
## appsflyer_id, email, revenue, currency, ...) need no line here.
# streams:
#   - stream: orders
#     send_as: mobile_event          ## or web_event, web_visit, skip
#     event_name: af_purchase
#     time_zone: Europe/Berlin       ## of times that have none
#     columns:
#       - column: order_total
#         field: revenue
#         unit: minor                ## 1099 is 10.99; leave it out for 10.99
#       - column: customer.email
#         field: email
#     event_values:
#       - name: af_content_id
#         column: sku
#       - name: source
#         value: warehouse
#     constants:
#       - field: currency
#         value: EUR
#     where:
#       - column: environment
#         is_not: SANDBOX
#   - stream: audit_log
#     send_as: skip
`

const afterMapping = `## Names of events. appsflyer: Order Completed becomes af_purchase, and so on.
# event_names:
#   style: appsflyer                 ## or as_is
#   rename:
#     - from: Trial Began
#       to: af_start_trial

## For records without a currency, and phone numbers without a country.
# defaults:
#   currency: USD
#   phone_country: US

## PRIVACY: users who opted out of tracking, partners that get nothing, and
## personal data among the event values.
# privacy:
#   opted_out_users: strip_ids       ## or strip_advertising_ids, skip, send
#   sharing_filter: []               ## partner ids, or all
#   personal_data_in_event_values: remove  ## or keep
#   event_values: [all]              ## or [mapped_only], or a list of names

## Events that come too late for their own time: AppsFlyer stamps them with the
## time of their arrival.
# late_events: send                  ## or reject

## DELIVERY: how fast, and how long a failing server is tolerated.
# delivery:
#   max_requests_per_second: 1000    ## ask AppsFlyer before you raise it
#   max_in_flight: 256
#   give_up_after_seconds: 300
#   on_wrong_key: stop               ## or continue: with the other apps

## REJECTED RECORDS of \`write\`: counted and logged in any case, and kept with
## their reasons in a folder or in a bucket, one of the two.
## (\`send\` has an option of its own for them: --rejected FILE.)
# rejected_records:
#   storage: file
#   folder: ./rejected

# object_storage_config:
#   storage_type: S3
#   s3_bucket_name: my-bucket
#   s3_bucket_region: eu-central-1
#   bucket_path: appsflyer/rejected
#   ## Without these two, the role of the machine or pod writes.
#   access_key_id: "\${AWS_ACCESS_KEY_ID}"
#   secret_access_key: "\${AWS_SECRET_ACCESS_KEY}"

## MEMORY: AppsFlyer ids of users whose records bring none, nothing sent twice.
## docs/memory.md leads from rejected rows to sent ones.
# memory:
#   store: sqlite
#   path: ./appsflyer-memory.db
#   remember_deliveries_days: 15
#   complete_device_ids: false

## To try all this without AppsFlyer: run \`appsflyer-destination sandbox\` in
## another terminal, and use this:
# endpoints:
#   all: http://127.0.0.1:8080
`

export const configurationTemplate = [beforeMapping, mappingExample, afterMapping].join('\n')

const placeholder = '  - app_id: "<app id>"'

/** The same with a mapping in the place of the example: `streams` as YAML, and the apps that were found, if any. */
export function templateWith(streams: string, appIds: readonly string[]): string {
  const apps = appIds.map((id) => `  - app_id: ${JSON.stringify(id)}`).join('\n')
  const before = apps === '' ? beforeMapping : beforeMapping.replace(placeholder, () => apps)
  return [before, `${mappingTitle}streams:\n${streams}`, afterMapping].join('\n')
}

const mappingTitle = `## MAPPING: what to send of each stream, proposed by a look at its first rows.
## Each line has its reason above it; what is not certain stands in a comment.
## A column without a line goes out as an event value under its own name.
`
