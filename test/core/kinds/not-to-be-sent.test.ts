import { androidCall, findingOf, ids, see } from '../prepare-fixtures'

const row = (columns: object = {}) => ({
  platform: 'android',
  event_name: 'level_finished',
  event_time: '2024-01-15 10:00:00',
  appsflyer_id: ids.appsflyerId,
  advertising_id: ids.gaid,
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  ...columns,
})
const streamWhere = (...where: object[]) => ({ configuration: { streams: [{ stream: 's', where }] }, stream: 's' })
const skipped = (code: string) => ({ outcome: 'skip', codes: [code], request: null })

describe("integrations (Segment's spec, common fields)", () => {
  const call = (integrations: unknown) =>
    androidCall(
      {},
      { integrations },
      {
        device: { type: 'android', advertisingId: ids.gaid },
        externalIds: [{ type: 'appsflyer', id: ids.appsflyerId }],
      },
    )
  const options = { appsFlyerId: ids.appsflyerId }

  test.each([
    ...[{ AppsFlyer: false }, { AppsFlyer: 'false' }, { AppsFlyer: 0 }, { appsflyer: false }, { APPSFLYER: false }],
    ...[
      { 'Apps Flyer': false },
      { 'apps-flyer': false },
      { 'AppsFlyer (Actions)': false },
      { 'actions-appsflyer': false },
    ],
    ...[{ AF: false }, { All: false }, { all: false }, { ALL: 'false' }, { All: false, AppsFlyer: null }],
    ...[{ All: false, Mixpanel: true }, '{"AppsFlyer":false}', '{"All":false}', { All: true, AppsFlyer: false }],
  ])('%j is not meant for AppsFlyer', (integrations) => {
    expect(see(call(integrations))).toMatchObject(skipped('excluded_by_source'))
  })

  test.each([
    ...[{ AppsFlyer: true }, { AppsFlyer: 'true' }, { AppsFlyer: {} }, { AppsFlyer: options }, { AppsFlyer: null }, {}],
    ...[
      { All: true },
      { All: false, AppsFlyer: true },
      { All: false, AppsFlyer: {} },
      { All: false, AppsFlyer: options },
    ],
    ...[{ All: false, appsflyer: {} }, { Mixpanel: false }, null, undefined, '', { AppsFlyer: '{}' }],
  ])('%j is', (integrations) => {
    expect(see(call(integrations)).outcome).toBe('send')
  })

  test.each([
    { integrations: '{"AppsFlyer":false}' },
    { integrations: { All: false } },
    { context_integrations_apps_flyer: false },
    { CONTEXT_INTEGRATIONS_APPSFLYER: 'false' },
    { integrations_all: false },
  ])('a row of such calls: %j', (columns) => {
    expect(see(row(columns))).toMatchObject(skipped('excluded_by_source'))
  })
  test('a row with an id among its integrations is sent', () => {
    const columns = { context_integrations_apps_flyer_apps_flyer_id: ids.appsflyerId, integrations_all: false }
    expect(see(row(columns)).outcome).toBe('send')
  })
})

describe("what AppsFlyer's own plug-in says (Segment's spec, Install Attributed)", () => {
  const provider = 'AppsFlyer'
  test.each([
    ...['Install Attributed', 'install_attributed', 'INSTALL ATTRIBUTED', 'installAttributed', 'Organic Install'],
    ...['Deep Link Opened', 'deep_link_opened', 'Push Notification Tapped'],
  ])('%s is not sent back', (event) => {
    expect(see(androidCall({ provider }, { event }))).toMatchObject(skipped('from_appsflyer'))
    expect(see(androidCall({ Provider: 'appsflyer' }, { event }))).toMatchObject(skipped('from_appsflyer'))
    expect(see(row({ event, event_name: null, provider }))).toMatchObject(skipped('from_appsflyer'))
  })
  test.each([
    ['Install Attributed', { provider: 'Branch' }],
    ['Install Attributed', {}],
    ['Deep Link Opened', {}],
    ['Application Installed', {}],
    ['Order Completed', { provider }],
    ['install_attributed', { provider: 'Tune', media_source: 'x' }],
  ])('%s of %j is sent', (event, properties) => {
    expect(see(androidCall(properties, { event })).outcome).toBe('send')
    expect(see(row({ event, event_name: null, ...properties })).outcome).toBe('send')
  })

  const raw = { Platform: 'android', 'AppsFlyer ID': ids.appsflyerId, 'Event Name': 'af_purchase' }
  test.each([
    { 'Event Source': 'SDK' },
    { 'Event Source': 'sdk', 'Media Source': 'organic' },
    { event_source: 'SDK' },
    { EVENT_SOURCE: 'SDK' },
    { eventSource: 'SDK' },
    { 'Event Source': 'S2S', 'Media Source': 'x_int' },
    { event_source: 'S2S', attributed_touch_type: 'click' },
    { event_source: 'S2S', install_time: '2024-01-01 00:00:00' },
    { event_source: 'S2S', sdk_version: 'v6.1' },
    { 'event-source': 'SDK', is_retargeting: false },
  ])('its raw data is not sent back: %j', (columns) => {
    expect(see({ ...raw, ...columns })).toMatchObject(skipped('from_appsflyer'))
  })
  test.each([
    { event_source: 'web' },
    { event_source: 'server' },
    { event_source: 'S2S' },
    { media_source: 'x_int' },
    { source: 'SDK' },
  ])('a row of yours is sent: %j', (columns) => expect(see({ ...raw, ...columns }).outcome).toBe('send'))
})

describe('rows that are gone at their source, or are images before a change', () => {
  test.each<[string, object]>([
    ['Airbyte', { _ab_cdc_deleted_at: '2024-01-01T00:00:00Z' }],
    ['Fivetran', { _fivetran_deleted: true }],
    ['Fivetran, Snowflake', { _FIVETRAN_DELETED: 'TRUE' }],
    ['Fivetran, history mode', { _fivetran_active: false }],
    ['Stitch', { _sdc_deleted_at: '2024-01-01 00:00:00' }],
    ['Debezium, rewritten', { __deleted: 'true' }],
    ['Debezium, MySQL', { __deleted: 1 }],
    ['Debezium, operation', { __op: 'd' }],
    ['Debezium, envelope', { op: 'd', before: {}, after: null }],
    ['Hudi', { _hoodie_is_deleted: true }],
    ['Hevo', { __hevo__marked_deleted: true }],
    ['Hevo, Snowflake', { __HEVO__MARKED_DELETED: 'true' }],
    ['Datastream', { datastream_metadata: { change_type: 'DELETE' } }],
    ['Datastream, append only', { datastream_metadata: { change_type: 'UPDATE-DELETE' } }],
    ['Datastream, merge', { datastream_metadata: { is_deleted: true } }],
    ['Datastream, JSON text', { datastream_metadata: '{"change_type":"DELETE"}' }],
    ['Datastream, flattened', { 'datastream_metadata.change_type': 'DELETE' }],
    ['Datastream, flattened with _', { datastream_metadata_is_deleted: true }],
    ['Datastream, Dataflow', { _metadata_change_type: 'DELETE' }],
    ['Databricks, deletion', { _change_type: 'delete' }],
    ['Databricks, before an update', { _change_type: 'update_preimage' }],
    ['BigQuery CDC', { _CHANGE_TYPE: 'DELETE' }],
    ['Snowflake stream', { METADATA$ACTION: 'DELETE' }],
    ['Snowflake stream, before an update', { METADATA$ACTION: 'DELETE', METADATA$ISUPDATE: true }],
    ['Snowflake stream, loaded elsewhere', { METADATA_ACTION: 'DELETE' }],
    ['Qlik, deletion', { header__change_oper: 'D' }],
    ['Qlik, before an update', { header__change_oper: 'B' }],
    ['Qlik, in words', { header__operation: 'BEFOREIMAGE' }],
    ['SQL Server, deletion', { __$operation: 1 }],
    ['SQL Server, before an update', { __$operation: 3 }],
    ['SQL Server, text', { __$operation: '3' }],
    ['SQL Server, floating point', { __$operation: '1.0' }],
    ['AWS DMS', { Op: 'D' }],
    ['PeerDB', { _PEERDB_IS_DELETED: true }],
    ['dlt', { _dlt_deleted: true }],
    ['Rivery', { _rivery_deleted: 1 }],
    ['Estuary', { '_meta/op': 'd' }],
    ['Estuary, nested', { _meta: { op: 'd' } }],
    ['Flink, deletion', { rowkind: '-D' }],
    ['Flink, before an update', { _rowkind: '-U' }],
    ['GoldenGate', { op_type: 'D' }],
  ])('%s', (_title, columns) => expect(see(row(columns))).toMatchObject(skipped('deleted_row')))

  test.each([
    ...[{ _fivetran_deleted: false }, { _fivetran_deleted: null }, { _fivetran_active: true }, { __deleted: 'false' }],
    ...[{ _sdc_deleted_at: null }, { _sdc_deleted_at: '' }, { _ab_cdc_deleted_at: 'null' }, { _sdc_deleted_at: 'NaT' }],
    ...[{ _sdc_deleted_at: '0000-00-00 00:00:00' }, { __op: 'u' }, { __op: 'r' }, { Op: 'I' }, { op_type: 'I' }],
    ...[
      { _change_type: 'insert' },
      { _change_type: 'update_postimage' },
      { METADATA$ACTION: 'INSERT', METADATA$ISUPDATE: true },
    ],
    ...[
      { header__change_oper: 'U' },
      { header__change_oper: 'I' },
      { __$operation: 2 },
      { __$operation: 4 },
      { rowkind: '+U' },
    ],
    ...[
      { datastream_metadata: { change_type: 'UPDATE-INSERT' } },
      { _peerdb_is_deleted: 0 },
      { __hevo__marked_deleted: false },
    ],
    ...[{ is_deleted: true }, { deleted_at: '2024-01-01' }, { status: 'deleted' }],
  ])('%j is sent: it is there, or the column is your own', (columns) => expect(see(row(columns)).outcome).toBe('send'))

  test('the columns of loaders never go out', () => {
    const columns = [
      ...[
        '_airbyte_raw_id',
        '_airbyte_extracted_at',
        '_ab_source_file_url',
        '_fivetran_synced',
        '_fivetran_id',
        '_sdc_batched_at',
      ],
      ...[
        '_SDC_SEQUENCE',
        '_hoodie_commit_time',
        '__hevo__ingested_at',
        '_dlt_load_id',
        '_PEERDB_SYNCED_AT',
        '_commit_version',
      ],
      ...[
        'METADATA$ROW_ID',
        'METADATA_ISUPDATE',
        'header__timestamp',
        '__$start_lsn',
        '__source_ts_ms',
        'datastream_metadata',
      ],
      ...[
        'datastream_metadata_uuid',
        '_PARTITIONTIME',
        '_rescued_data',
        '_estuary_x',
        '_file',
        '_line',
        '_modified',
        '_loaded_at',
      ],
      ...['dbt_scd_id', 'dbt_updated_at', '__index_level_0__', '_cdc_lsn', '_metadata_timestamp', '_batched_at'],
    ]
    expect(see(row({ ...Object.fromEntries(columns.map((column) => [column, 'x'])), plan: 'gold' })).values).toEqual({
      plan: 'gold',
    })
  })
})

describe('where', () => {
  test.each<[object, object, boolean]>([
    [{ environment: 'SANDBOX' }, { column: 'environment', is_not: 'sandbox' }, false],
    [{ environment: 'Production' }, { column: 'environment', is_not: 'SANDBOX' }, true],
    [{}, { column: 'environment', is_not: 'SANDBOX' }, true],
    [{}, { column: 'environment', is: 'PRODUCTION' }, false],
    [{ ENVIRONMENT: 'Production' }, { column: 'environment', is: 'production' }, true],
    [{ s: ' Paid ' }, { column: 's', is: 'paid' }, true],
    [{ test: true }, { column: 'test', is_not: true }, false],
    [{ test: 't' }, { column: 'test', is_not: true }, false],
    [{ test: 1 }, { column: 'test', is_not: 'true' }, false],
    [{ test: 'false' }, { column: 'test', is: false }, true],
    [{ test: 0 }, { column: 'test', is: false }, true],
    [{ test: true }, { column: 'test', is: 1 }, true],
    [{ n: '1.0' }, { column: 'n', is: 1 }, true],
    [{ n: 2 }, { column: 'n', in: [1, 2] }, true],
    [{ n: 3 }, { column: 'n', not_in: [1, 2] }, true],
    [{ n: 2 }, { column: 'n', not_in: ['1', '2'] }, false],
    [{}, { column: 'n', in: [1] }, false],
    [{}, { column: 'n', not_in: [1] }, true],
    [{ n: '12345678901234567891' }, { column: 'n', is: '12345678901234567890' }, false],
    [{ n: '0x1' }, { column: 'n', is: 1 }, false],
    [{ n: '' }, { column: 'n', is_set: true }, false],
    [{ n: 'null' }, { column: 'n', is_set: true }, false],
    [{ n: 0 }, { column: 'n', is_set: true }, true],
    [{ n: false }, { column: 'n', is_set: true }, true],
    [{ n: null }, { column: 'n', is_set: false }, true],
    [{ event: { environment: 'SANDBOX' } }, { column: 'event.environment', is_not: 'SANDBOX' }, false],
    [{ event: '{"environment":"SANDBOX"}' }, { column: 'event.environment', is_not: 'SANDBOX' }, false],
    [{ 'event.environment': 'SANDBOX' }, { column: 'event.environment', is_not: 'SANDBOX' }, false],
    [{ items: [{ kind: 'a' }, { kind: 'b' }] }, { column: 'items[1].kind', is: 'b' }, true],
    [{ financial_status: 'refunded' }, { column: 'Financial Status', not_in: ['refunded', 'voided'] }, false],
    [{ s: 'a' }, { column: 's', is_not: 'b', is_set: true }, true],
  ])('%j against %j', (columns, condition, isMet) => {
    const seen = see(row(columns), streamWhere(condition))
    expect([seen.outcome, seen.codes.includes('filtered_out')]).toEqual(isMet ? ['send', false] : ['skip', true])
  })

  test('all conditions count; an event has them at its top, among its properties, or along a path', () => {
    const both = streamWhere({ column: 'a', is: 1 }, { column: 'b', is: 2 })
    expect(see(row({ a: 1, b: 2 }), both).outcome).toBe('send')
    expect(see(row({ a: 1, b: 3 }), both)).toMatchObject(skipped('filtered_out'))
    for (const column of ['test', 'properties.test', 'TEST'])
      expect(see(androidCall({ test: true }), streamWhere({ column, is_not: true }))).toMatchObject(
        skipped('filtered_out'),
      )
    expect(see(androidCall(), streamWhere({ column: 'context.device.type', is: 'ios' }))).toMatchObject(
      skipped('filtered_out'),
    )
  })
})

describe('tests of a shop that are sent are told', () => {
  test.each<[string, object, string]>([
    ['RevenueCat', { environment: 'SANDBOX' }, 'environment'],
    ['RevenueCat, the webhook', { event: { environment: 'SANDBOX' } }, 'event.environment'],
    ['RevenueCat, the webhook as text', { event: '{"environment":"SANDBOX"}' }, 'event.environment'],
    ['App Store, the notification', { payload: { data: { environment: 'Sandbox' } } }, 'payload.data.environment'],
    ['Shopify', { test: true }, 'test'],
    ['Stripe', { livemode: false }, 'livemode'],
    ['Stripe, Snowflake', { LIVEMODE: 'false' }, 'LIVEMODE'],
    ['Adapty', { Environment: 'Sandbox' }, 'Environment'],
    ['Purchasely', { is_sandbox: 1 }, 'is_sandbox'],
    ['Google Play, one time', { purchaseType: 0 }, 'purchaseType'],
    ['Google Play, subscription', { testPurchase: {} }, 'testPurchase'],
    ['a receipt of iOS', { receipt_type: 'ProductionSandbox' }, 'receipt_type'],
    ['a stage', { env: 'staging' }, 'env'],
    ['Postgres', { is_test: 't' }, 'is_test'],
  ])('%s', (_title, columns, column) => {
    const { field, message } = findingOf(see(row(columns)), 'test_record')
    expect(field).toBe(column)
    expect(message).toContain(`"column": "${column}"`)
    // What the message advises does what it says.
    const advised: object = JSON.parse(/\{.*\}/.exec(message)?.[0] ?? '')
    expect(see(row(columns), streamWhere(advised))).toMatchObject(skipped('filtered_out'))
  })
  test.each([
    { environment: 'PRODUCTION' },
    { test: false },
    { livemode: true },
    { is_sandbox: 0 },
    { purchaseType: 1 },
    { environment: 'EU' },
    { test: 'A/B' },
  ])('%j is none', (columns) => expect(see(row(columns)).codes).toEqual([]))
  test('a filter on the column, in any spelling, means that one knows', () => {
    const wanted = (column: string) => streamWhere({ column, in: ['SANDBOX'] })
    for (const column of ['event.environment', 'event["environment"]', 'EVENT.ENVIRONMENT'])
      expect(see(row({ event: { environment: 'SANDBOX' } }), wanted(column)).codes).toEqual([])
  })
})
