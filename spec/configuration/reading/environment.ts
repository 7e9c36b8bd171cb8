import type { Problem } from '../../files/problem'

/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where `${NAME}` is an environment variable: secrets, addresses and paths. Nowhere else, since a value may hold a dollar. */
export const environmentPlaces: readonly RegExp[] = [
  /^(s2s_token|dev_key|api_token)$/,
  /^apps\[\d+\]\.key$/,
  /^endpoints\.\w+$/,
  /^rejected_records\.folder$/,
  /^object_storage_config\.(access_key_id|secret_access_key|role_arn|s3_endpoint|bucket_path)$/,
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
  return { value: walk(value, '', environment, problems), problems }
}

function walk(value: unknown, path: string, environment: Environment, problems: Problem[]): unknown {
  if (typeof value === 'string') {
    if (!environmentPlaces.some((place) => place.test(path))) return value
    const filled = fillInText(value, environment)
    if (typeof filled === 'string') return filled
    problems.push({ path, message: filled.problem })
    return value
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => walk(item, `${path}[${index}]`, environment, problems))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      walk(item, path === '' ? key : `${path}.${key}`, environment, problems),
    ]),
  )
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
