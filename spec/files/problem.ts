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

/** All problems as one text, a line for each. `what` names the file, once: "The configuration". */
export function describeProblems(what: string, problems: readonly Problem[]): string {
  const [first, ...others] = problems
  if (first === undefined) return ''
  if (others.length === 0) return `${what}${first.path === '' ? '' : ':'} ${sentenceOf(first)}`
  return [`${what} has ${problems.length} mistakes:`, ...problems.map((problem) => `- ${sentenceOf(problem)}`)].join(
    '\n',
  )
}

/** What is to be looked at beside the mistakes, or without any; empty where nothing is. */
export function describeWarnings(warnings: readonly Problem[]): string {
  return warnings.length === 0 ? '' : ['Warnings:', ...warnings.map((one) => `- ${sentenceOf(one)}`)].join('\n')
}

function sentenceOf({ path, message }: Problem): string {
  return `${path === '' ? '' : `${path} `}${message}${message.endsWith('?') ? '' : '.'}`
}
