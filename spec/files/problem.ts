/** One thing that is wrong with a configuration or catalog: where, and how to mend it. Never the value that stands there. */
export interface Problem {
  /** Such as `apps[0].key`; empty for the file as a whole. */
  readonly path: string
  /** Continues the path as a sentence: "is empty: paste the key …". */
  readonly message: string
}

/** Keys and indexes as a person writes them: `apps[0].key`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

/** All problems as one text, a line for each. `what` names the file: "The configuration". */
export function describeProblems(what: string, problems: readonly Problem[]): string {
  return problems
    .map(({ path, message }) => {
      const end = message.endsWith('?') ? '' : '.'
      return path === '' ? `${what} ${message}${end}` : `${what}: ${path} ${message}${end}`
    })
    .join('\n')
}
