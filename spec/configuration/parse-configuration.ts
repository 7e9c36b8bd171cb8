import { completeAppId } from '../appsflyer/events/app-id'
import { describeIssue } from '../files/describe-issue'
import { parseJsonFile } from '../files/parse-json-file'
import { formatPath, type Problem } from '../files/problem'
import { stripNulls } from '../files/strip-nulls'
import { type App, type Configuration, configurationSchema, type StreamMapping } from './configuration'

export type ParsedConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The text of a configuration file as a Configuration, or everything that is wrong with it. */
export function parseConfigurationText(text: string): ParsedConfiguration {
  const parsed = parseJsonFile(text)
  return parsed.ok ? parseConfiguration(parsed.object) : { ok: false, problems: [parsed.problem] }
}

/** Any JSON value as a Configuration, defaults filled in and nulls taken as not set, or everything that is wrong with it. */
export function parseConfiguration(value: unknown): ParsedConfiguration {
  const result = configurationSchema.safeParse(stripNulls(value), { error: describeIssue })
  if (!result.success) return { ok: false, problems: firstOfEachPath(result.error.issues) }
  const configuration = result.data
  const problems = [
    ...repeatedApps(configuration),
    ...badStreams(configuration),
    ...wordsAmongNames(configuration),
    ...twoStores(configuration),
  ]
  return problems.length === 0 ? { ok: true, configuration } : { ok: false, problems }
}

/** An empty key is both empty and of the wrong form: one line tells it. */
function firstOfEachPath(issues: readonly { path: PropertyKey[]; message: string }[]): readonly Problem[] {
  const problems = new Map<string, Problem>()
  for (const { path, message } of issues) {
    const text = formatPath(path)
    if (!problems.has(text)) problems.set(text, { path: text, message })
  }
  return [...problems.values()]
}

function repeatedApps({ apps }: Configuration): readonly Problem[] {
  const ids = apps.map(({ platform, app_id }) => completeAppId(platform, app_id))
  return ids.flatMap((id, index) => {
    const first = ids.indexOf(id)
    if (first === index) return []
    return [{ path: `apps[${index}].app_id`, message: `is the same as apps[${first}].app_id: list each app once` }]
  })
}

/** Either side may name an iOS app without its prefix. */
function isApp(app: App, appId: string): boolean {
  return completeAppId(app.platform, app.app_id) === completeAppId(app.platform, appId)
}

function badStreams(configuration: Configuration): readonly Problem[] {
  const { streams } = configuration
  return streams.flatMap((stream, index) => {
    const first = streams.findIndex((other) => other.stream === stream.stream)
    const repeated = {
      path: `streams[${index}].stream`,
      message: `is the same as streams[${first}].stream: list each stream once`,
    }
    return [
      ...(first === index ? [] : [repeated]),
      ...badApp(stream, index, configuration),
      ...badEventValues(stream, `streams[${index}]`),
      ...fieldsSetTwice(stream, `streams[${index}]`),
    ]
  })
}

function badEventValues({ event_values }: StreamMapping, path: string): readonly Problem[] {
  return event_values.flatMap(({ name, column, value }, index) => {
    const at = `${path}.event_values[${index}]`
    if ((column === undefined) === (value === undefined)) {
      return [{ path: at, message: 'needs either a column or a value' }]
    }
    const first = event_values.findIndex((other) => other.name === name)
    const message = `is the same as ${path}.event_values[${first}].name: list each name once`
    return first === index ? [] : [{ path: `${at}.name`, message }]
  })
}

function fieldsSetTwice({ columns, constants }: StreamMapping, path: string): readonly Problem[] {
  return constants.flatMap(({ field }, index) => {
    const at = `${path}.constants[${index}].field`
    const first = constants.findIndex((other) => other.field === field)
    if (first !== index) return [{ path: at, message: `is the same as ${path}.constants[${first}].field` }]
    const column = columns.findIndex((mapped) => mapped.field === field)
    if (column === -1) return []
    return [{ path: at, message: `is set by ${path}.columns[${column}] too: keep one of the two` }]
  })
}

function badApp(stream: StreamMapping, index: number, { apps }: Configuration): readonly Problem[] {
  const appId = stream.app_id
  if (appId === undefined) return []
  const position = apps.findIndex((app) => isApp(app, appId))
  const app = apps[position]
  if (app === undefined) {
    return [
      { path: `streams[${index}].app_id`, message: 'is none of the configured apps: add it to apps, or correct it' },
    ]
  }
  const wanted = familyOf[stream.send_as]
  if (wanted === undefined || wanted === (app.platform === 'web' ? 'web' : 'mobile')) return []
  const message = `is ${stream.send_as}, which apps[${position}] (${app.platform}) cannot take: change send_as or app_id`
  return [{ path: `streams[${index}].send_as`, message }]
}

/** Taken for a name, such a word would let nothing else out. */
function wordsAmongNames({ privacy: { event_values } }: Configuration): readonly Problem[] {
  if (event_values.length < 2) return []
  return event_values.flatMap((name, index) =>
    name === 'all' || name === 'mapped_only'
      ? [{ path: `privacy.event_values[${index}]`, message: `is ${name}, which stands alone: keep it, or the names` }]
      : [],
  )
}

function twoStores({ rejected_records, object_storage_config }: Configuration): readonly Problem[] {
  if (rejected_records.storage === 'none' || object_storage_config.storage_type === 'None') return []
  return [{ path: 'rejected_records.storage', message: 'must be none when object_storage_config is set: keep one' }]
}

const familyOf: Readonly<Record<StreamMapping['send_as'], 'mobile' | 'web' | undefined>> = {
  auto: undefined,
  skip: undefined,
  mobile_event: 'mobile',
  web_event: 'web',
  web_visit: 'web',
}
