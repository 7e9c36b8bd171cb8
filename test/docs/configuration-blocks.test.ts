import { configurationSchema } from '../../spec/configuration/configuration'
import { parseConfigurationText } from '../../src/configuration/parse-configuration-text'
import { prepare } from '../../src/core/prepare'
import { type Block, blocksOf } from './blocks'
import { documents, read } from './documents'

/**
 * Whatever the documents show of a configuration is valid, without a warning; and the rows that they show with it are
 * sent: none is rejected, none skipped.
 */

const blocks = documents.flatMap((file) => blocksOf(read(file)).map((block) => ({ file, ...block })))

/** What a block shows: a configuration, the text of `mapping`, an entry of it, some keys alone, or something else. */
function kindOf({ value }: Block): 'configuration' | 'mapping' | 'entry' | 'part' | 'other' {
  if (Array.isArray(value)) return 'mapping'
  const keys = Object.keys(Object(value))
  if (keys.includes('apps')) return 'configuration'
  if (keys.includes('stream')) return 'entry'
  return keys.every((key) => key in configurationSchema.shape) ? 'part' : 'other'
}

const environment = {
  APPSFLYER_S2S_TOKEN: 'token',
  APPSFLYER_DEV_KEY: 'key',
  APPSFLYER_WEB_DEV_KEY: 'web-key',
  APPSFLYER_API_TOKEN: 'api',
  PARTNER_S2S_TOKEN: 'partner',
  MEMORY_URL: 'redis://127.0.0.1:6379',
}

const account = {
  s2s_token: 'token',
  apps: [{ app_id: 'id123456789' }, { app_id: 'com.example.shop' }],
}

/** The whole configuration that a block stands for, as the text of a file. */
function fileOf(block: Block): string {
  switch (kindOf(block)) {
    case 'mapping':
      return JSON.stringify({ ...account, mapping: block.text })
    case 'entry':
      return JSON.stringify({ ...account, streams: [block.value] })
    case 'part':
      return JSON.stringify({ ...account, ...Object(block.value) })
    default:
      return block.text
  }
}

const shown = blocks.filter((block) => kindOf(block) !== 'other')

test('there are configurations, mappings, entries and rows to look at, and what is none of them is known', () => {
  const counts: Record<string, number> = {}
  for (const block of blocks) {
    const name = `${block.file} ${kindOf(block)}`
    counts[name] = (counts[name] ?? 0) + 1
  }
  expect(counts).toEqual({
    'README.md configuration': 1,
    'docs/airbyte.md configuration': 1,
    'docs/airbyte.md mapping': 3,
    // A rejected record as it is stored.
    'docs/airbyte.md other': 1,
    'docs/configuration.md configuration': 2,
    'docs/configuration.md entry': 1,
    'docs/endpoints.md configuration': 1,
    'docs/erasure.md configuration': 1,
    // A row, and the request that it becomes.
    'docs/erasure.md other': 2,
    'docs/how-to/keys.md configuration': 1,
    'docs/how-to/kubernetes.md configuration': 1,
    // A CronJob.
    'docs/how-to/kubernetes.md other': 1,
    'docs/how-to/moving-from-mparticle.md entry': 1,
    'docs/how-to/several-apps.md configuration': 1,
    'docs/how-to/several-apps.md part': 1,
    'docs/how-to/warehouse.md entry': 1,
    'docs/proof.md part': 1,
    'docs/sandbox.md part': 1,
  })
  const streams = shown.flatMap(({ file, rows }) => rows.map(({ stream }) => `${file} ${stream}`))
  expect(streams).toEqual([
    'docs/airbyte.md orders',
    'docs/airbyte.md subscriptions',
    'docs/configuration.md orders',
    'docs/configuration.md purchases',
    'docs/how-to/warehouse.md orders',
  ])
})

describe.each(shown.map((block) => [block.file, block.text.slice(0, 60), block] as const))(
  '%s: %s',
  (_file, _text, block) => {
    const parsed = parseConfigurationText(fileOf(block), { environment })

    test('is valid, and nothing in it is without effect', () => {
      expect(parsed).toMatchObject({ ok: true, warnings: [] })
    })

    test('the rows with it are sent, by its mapping', () => {
      if (!parsed.ok) throw new Error('it is not valid')
      for (const { stream, data } of block.rows) {
        const mapping = parsed.configuration.streams.find((one) => one.stream === stream)
        const columns = [...(mapping?.columns ?? []), ...(mapping?.where ?? [])].map(({ column }) => column)
        expect(Object.keys(data)).toEqual(expect.arrayContaining(columns))
        const { outcome, findings } = prepare(
          { stream, data },
          parsed.configuration,
          Date.parse('2024-01-15T12:00:00Z'),
        )
        expect({ outcome, lost: findings.filter(({ severity }) => severity === 'reject') }).toEqual({
          outcome: 'send',
          lost: [],
        })
      }
    })
  },
)
