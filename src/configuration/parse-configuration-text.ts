import {
  type ParsedConfiguration,
  parseConfiguration,
  type Reading,
} from '../../spec/configuration/parse-configuration'
import { parseText } from './parse-text'

/** The text of a configuration file, JSON or YAML, as a Configuration, or everything that is wrong with it. */
export function parseConfigurationText(text: string, reading: Pick<Reading, 'environment'> = {}): ParsedConfiguration {
  const parsed = parseText(text)
  if (!parsed.ok) return { ok: false, problems: [parsed.problem], warnings: [] }
  const { value } = parsed
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'must be an object, such as {"s2s_token": …, "apps": [{"app_id": …}]}'
    return { ok: false, problems: [{ path: '', message }], warnings: [] }
  }
  return parseConfiguration(value, { ...reading, parseText })
}
