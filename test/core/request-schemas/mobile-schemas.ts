import type { FindingCode } from '../../../src/core/domain/finding'
import { type JsonSchema, readSchema } from './validators'

/** A place where AppsFlyer's mobile OpenAPI file cannot be taken at its word. */
export interface Deviation {
  readonly name: string
  readonly reason: string
  /** Properties that stand in both schemas (or in one) under these names, as they are meant. */
  readonly properties?: Readonly<Record<string, JsonSchema>>
  /** The whole body by the schema of the app's platform. */
  readonly byPlatform?: true
  /** The user is told whenever a body needs this. */
  readonly finding?: FindingCode
}

export const deviations: readonly Deviation[] = [
  {
    name: 'one schema for each platform',
    reason:
      'The body is oneOf AndroidIds and IosIds, but neither demands or excludes an id: nearly every body fits both, and oneOf refuses what fits both.',
    byPlatform: true,
  },
  {
    name: 'any appsflyer_id',
    reason:
      'Android demands 19 digits behind the dash, and its own example has seven. AppsFlyer takes ids of another shape with a 200: worth a warning, not a loss.',
    properties: { appsflyer_id: { type: 'string', minLength: 1 } },
  },
  {
    name: 'the format of eventTime',
    reason: 'The format date-time wants a zone; the description and the example are "2019-05-15 12:17:01.123", in UTC.',
    properties: {
      eventTime: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}$' },
    },
  },
  {
    name: 'the empty eventValue',
    reason: 'The format json refuses the empty text; the description demands it for an event without values.',
    properties: {
      eventValue: { type: 'string', oneOf: [{ enum: [''] }, { format: 'json' }] },
    },
  },
  {
    name: 'other currencies',
    reason: 'The list is dated: it has HRK and lacks VED, XCG and ZWG. A code outside it is worth a warning.',
    properties: { eventCurrency: { type: 'string', pattern: '^[A-Z]{3}$' } },
    finding: 'unknown_currency',
  },
  {
    name: 'sharing_filter as text',
    reason: 'The type is array and one of the choices the text "all", which the description explains.',
    properties: {
      sharing_filter: {
        oneOf: [
          { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 },
          { type: 'string', enum: ['all'] },
        ],
      },
    },
  },
  {
    name: 'one kind of consent',
    reason:
      'consent_data is oneOf TCFConsent and ManualConsent, but neither demands its one member: every consent fits both.',
    properties: {
      consent_data: {
        type: 'object',
        oneOf: [
          { $ref: '#/components/schemas/TCFConsent', required: ['tcf'] },
          { $ref: '#/components/schemas/ManualConsent', required: ['manual'] },
        ],
      },
    },
  },
  {
    name: 'the pattern of app_set_id.id',
    reason: 'It is no regular expression: "[0-9a-fA|-F]" runs backwards. Its format is UUID.',
    properties: {
      app_set_id: {
        type: 'object',
        properties: { scope: { type: 'integer', enum: [1, 2] }, id: { type: 'string', format: 'UUID' } },
      },
    },
  },
]

const document = readSchema('mobile-event')
const schemas = document.components?.schemas ?? {}
const meant = Object.assign({}, ...deviations.map(({ properties }) => properties)) as Record<string, JsonSchema>
const components = {
  schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withMeant(schema)])),
}

function withMeant(schema: JsonSchema): JsonSchema {
  if (schema.properties === undefined) return schema
  const properties = Object.entries(schema.properties).map(([name, property]) => [name, meant[name] ?? property])
  return { ...schema, properties: Object.fromEntries(properties) }
}

const names = { ios: 'IosIds', android: 'AndroidIds' } as const

/** The schema of a platform's bodies, as it is meant. */
export function mobileSchema(platform: 'ios' | 'android'): JsonSchema {
  return { $ref: `#/components/schemas/${names[platform]}`, components }
}

/** What AppsFlyer wrote where a deviation departs from it, and nothing else. */
export function asWritten(platform: 'ios' | 'android', { properties = {}, byPlatform }: Deviation): JsonSchema {
  if (byPlatform) return { oneOf: document.oneOf ?? [], components }
  const written = Object.entries(schemas[names[platform]]?.properties ?? {})
  const departed = written.filter(([name]) => properties[name] !== undefined)
  return { properties: Object.fromEntries(departed), components: { schemas } }
}
