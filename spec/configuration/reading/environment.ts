import type { Problem } from '../../files/problem'
import { mapTexts } from './map-texts'

/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where `${NAME}` is an environment variable: secrets, addresses and paths. Nowhere else, since a value may hold a dollar. */
export const environmentPlaces: readonly RegExp[] = [
  /^(s2s_token|dev_key|api_token)$/,
  /^apps\[\d+\]\.key$/,
  /^endpoints\.\w+$/,
  /^(rejected_records|ledger)\.folder$/,
  /^memory\.(path|url|hash_key)$/,
  /^ledger\.hash_key$/,
  /^(object_storage_config|ledger)\.(access_key_id|secret_access_key|role_arn|s3_endpoint|bucket_path)$/,
]

export interface Substituted {
  readonly value: unknown
  readonly problems: readonly Problem[]
}

/**
 * The value with its environment variables filled in; `$$` is a dollar. A variable that is not set is a problem that
 * names it, and its place keeps its text.
 */
export function fillIn(value: unknown, environment: Environment): Substituted {
  const problems: Problem[] = []
  const filled = mapTexts(value, (text, path) => {
    if (!environmentPlaces.some((place) => place.test(path))) return text
    const inText = fillInText(text, environment)
    if (typeof inText === 'string') return inText
    problems.push({ path, message: inText.problem })
    return text
  })
  return { value: filled, problems }
}

/** Where variables stand though none are read: in a form, they would be sent as they are. */
export function namedInVain(value: unknown): readonly Problem[] {
  const problems: Problem[] = []
  mapTexts(value, (text, path) => {
    if (text.includes('${') && environmentPlaces.some((place) => place.test(path))) {
      problems.push({
        path,
        message: `has a \${…}, and environment variables are not read here: give the value itself`,
      })
    }
    return text
  })
  return problems
}

function fillInText(text: string, environment: Environment): string | { readonly problem: string } {
  let problem: string | undefined
  const filled = text.replace(/\$\$|\$\{([^{}]*)\}|\$\{/g, (sign: string, name: string | undefined) => {
    if (sign === '$$') return '$'
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) {
      problem ??= `has a \${ that begins no environment variable: write \${NAME}, or $$ for a dollar`
      return sign
    }
    const found = Object.hasOwn(environment, name) ? environment[name] : undefined
    if (found === undefined || found === '') {
      problem ??= `names the environment variable ${name}, which is ${found === '' ? 'empty' : 'not set'}`
    }
    return found ?? ''
  })
  return problem === undefined ? filled : { problem }
}
