import type { z } from 'zod'
import { describeIssue } from '../files/describe-issue'
import { type ParsedText, parseJsonText } from '../files/parse-json-file'
import { formatPath, type Problem } from '../files/problem'
import { stripNulls } from '../files/strip-nulls'
import { type Configuration, configurationSchema, onePartnerEach } from './configuration'
import { currencyWarnings } from './currency-warnings'
import { endpointWarnings } from './endpoint-warnings'
import { erasesWithoutToken } from './reading/check-erasures'
import { checkStreams, listIn, type PlacedStream } from './reading/check-streams'
import { type Environment, fillIn, namedInVain } from './reading/environment'
import { countedIn } from './reading/place-in-file'
import { keepApps, knowApps } from './reading/resolve-apps'
import { unknownKeys } from './reading/unknown-keys'
import { withoutUnsetTexts } from './reading/unset-texts'
import { stream } from './stream-form'

export type ParsedConfiguration =
  | {
      readonly ok: true
      readonly configuration: Configuration
      /** What has no effect, or another than it may seem. */
      readonly warnings: readonly Problem[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] }

/** What a host gives to the reading of a configuration. */
export interface Reading {
  /** The environment variables that `${NAME}` may name. None where Airbyte runs us: a form must not read the container's. */
  readonly environment?: Environment
  /** Reads the text of `mapping`; JSON alone where nothing is given. */
  readonly parseText?: (text: string) => ParsedText
}

/**
 * Any JSON value as a Configuration, defaults filled in and nulls taken as not set, or everything that is wrong with it
 * at once. What is well formed is looked at further, whatever stands beside it.
 */
export function parseConfiguration(
  value: unknown,
  { environment, parseText = parseJsonText }: Reading = {},
): ParsedConfiguration {
  const given = withoutUnsetTexts(stripNulls(value))
  const filled = environment === undefined ? { value: given, problems: [] } : fillIn(given, environment)
  const parsed = configurationSchema.safeParse(filled.value, { error: describeIssue })
  const file = isObject(filled.value) ? filled.value : {}

  const appEntries: readonly unknown[] = Array.isArray(file['apps']) ? file['apps'] : []
  const apps = knowApps(appEntries)
  const kept = keepApps(apps.apps, { s2s_token: textOf(file['s2s_token']), dev_key: textOf(file['dev_key']) })
  const mapping = readMapping(file['mapping'], parseText)
  const placed = [...placedStreams(file['streams'], 'streams'), ...mapping.streams]

  const inFile = countedIn(isObject(value) ? { ...value, mapping: mapping.list } : value)
  const problems = firstOfEachPath([
    ...filled.problems,
    ...(parsed.success ? [] : problemsOf(parsed.error.issues)),
    ...(environment === undefined ? namedInVain(given) : []),
    ...apps.problems,
    ...kept.problems,
    ...mapping.problems,
    ...checkStreams(placed, { apps: apps.apps, entries: appEntries }),
    ...erasesWithoutToken(placed, textOf(file['api_token'])),
    ...wordsAmongNames(file['privacy'], 'event_values', ['all', 'mapped_only']),
    ...wordsAmongNames(file['privacy'], 'sharing_filter', ['all']),
    ...renamedTwice(file['event_names']),
    ...twoStores(file['rejected_records'], file['object_storage_config']),
  ]).map(inFile)
  const warnings = [
    // Before nulls are left out: a key without a value may be one that is mistyped.
    ...unknownKeys(value, configurationSchema),
    ...mapping.warnings,
    ...apps.warnings.map(inFile),
    ...endpointWarnings(file['endpoints'], file['object_storage_config'], file['ledger']),
    ...currencyWarnings(file['defaults'], placed).map(inFile),
  ]
  if (!parsed.success || problems.length > 0) return { ok: false, problems, warnings }
  const { s2s_token: _token, mapping: _mapping, endpoints, ...rest } = parsed.data
  const streams = placed.map((one) => stream.parse(one.value))
  return {
    ok: true,
    configuration: { ...rest, apps: [...kept.apps], streams, endpoints: oneByOne(endpoints) },
    warnings,
  }
}

function problemsOf(issues: readonly { path: PropertyKey[]; message: string }[], under: readonly PropertyKey[] = []) {
  return issues.map(({ path, message }) => ({ path: formatPath([...under, ...path]), message }))
}

/** An empty key is both empty and of the wrong form: one line tells it. */
function firstOfEachPath(problems: readonly Problem[]): readonly Problem[] {
  const first = new Map<string, Problem>()
  for (const problem of problems) if (!first.has(problem.path)) first.set(problem.path, problem)
  return [...first.values()]
}

function placedStreams(list: unknown, path: string): readonly PlacedStream[] {
  return Array.isArray(list) ? list.map((value, index) => ({ path: `${path}[${index}]`, value })) : []
}

interface ReadMapping {
  /** As it stands in the text; undefined where it is none. */
  readonly list: unknown
  readonly streams: readonly PlacedStream[]
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

const noMapping: ReadMapping = { list: undefined, streams: [], problems: [], warnings: [] }

/** `mapping`: the text of a list of streams, or of an object that has it as `streams`, as a configuration does. */
function readMapping(text: unknown, parseText: NonNullable<Reading['parseText']>): ReadMapping {
  if (typeof text !== 'string' || text.trim() === '') return noMapping
  const failed = (message: string) => ({ ...noMapping, problems: [{ path: 'mapping', message }] })
  const parsed = parseText(text)
  if (!parsed.ok) return failed(parsed.problem.message)
  const { value } = parsed
  const given = isObject(value) && Array.isArray(value['streams']) ? value['streams'] : value
  const bare = stripNulls(given)
  if (!Array.isArray(bare))
    return failed('must be a list of streams, such as [{"stream": "orders", "event_name": "af_purchase"}]')
  const list = listIn(withoutUnsetTexts({ streams: bare }), 'streams')
  const result = stream.array().safeParse(list, { error: describeIssue })
  return {
    list: given,
    streams: placedStreams(list, 'mapping'),
    problems: result.success ? [] : problemsOf(result.error.issues, ['mapping']),
    warnings: unknownKeys(given, stream.array()).map(({ path, message }) => ({ path: `mapping${path}`, message })),
  }
}

/** Taken for a name, such a word would let nothing else out; beside `all`, the other partners have no effect. */
function wordsAmongNames(
  privacy: unknown,
  list: 'event_values' | 'sharing_filter',
  words: readonly string[],
): readonly Problem[] {
  const given = isObject(privacy) ? privacy[list] : undefined
  const names = list === 'sharing_filter' ? onePartnerEach(given) : given
  if (!Array.isArray(names) || names.length < 2) return []
  return names.flatMap((name, index) => {
    const word = typeof name === 'string' ? name.trim().toLowerCase() : undefined
    return word !== undefined && words.includes(word)
      ? [
          {
            path: Array.isArray(given) ? `privacy.${list}[${index}]` : `privacy.${list}`,
            message: `is ${word}, which cannot be combined with names: keep it, or the names`,
          },
        ]
      : []
  })
}

/** The names in the source that are the same to us: in any case, with blanks or underscores. */
function renamedTwice(eventNames: unknown): readonly Problem[] {
  const list = isObject(eventNames) ? eventNames['rename'] : undefined
  if (!Array.isArray(list)) return []
  const names = list.map((one: unknown) => {
    const from = isObject(one) ? one['from'] : undefined
    return typeof from === 'string'
      ? from
          .trim()
          .toLowerCase()
          .replace(/[\s_]+/g, ' ')
      : undefined
  })
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    if (name === undefined || first === index) return []
    const message = `is the same as event_names.rename[${first}].from: rename each event once`
    return [{ path: `event_names.rename[${index}].from`, message }]
  })
}

function twoStores(files: unknown, bucket: unknown): readonly Problem[] {
  const hasFiles = isObject(files) && files['storage'] === 'file'
  const hasBucket = isObject(bucket) && bucket['storage_type'] === 'S3'
  if (!hasFiles || !hasBucket) return []
  return [{ path: 'rejected_records.storage', message: 'must be none when object_storage_config is set: keep one' }]
}

/** `endpoints.all` is for each that has none of its own. */
function oneByOne({ all, ...own }: z.infer<typeof configurationSchema>['endpoints']): Configuration['endpoints'] {
  if (all === undefined) return own
  return {
    mobile_v2: own.mobile_v2 ?? all,
    mobile_v3: own.mobile_v3 ?? all,
    web: own.web ?? all,
    web_pba: own.web_pba ?? all,
    devices: own.devices ?? all,
    api: own.api ?? all,
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
