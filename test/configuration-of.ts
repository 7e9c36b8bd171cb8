import type { Configuration } from '../spec/configuration/configuration'
import { parseConfiguration, type Reading } from '../spec/configuration/parse-configuration'
import { describeProblems } from '../spec/files/problem'

/** A configuration that a test is sure of. Throws everything that is wrong with it. */
export function configurationOf(value: unknown, reading: Reading = {}): Configuration {
  const parsed = parseConfiguration(value, reading)
  if (!parsed.ok) throw new Error(describeProblems('The configuration', parsed.problems))
  return parsed.configuration
}
