/** A mapping directive; Segment's own type for `@if` does not know `blank`. */
export type Directive = { readonly [directive: `@${string}`]: unknown }

export function path(from: string): Directive {
  return { '@path': from }
}

/** The value, if the path exists; else the other one, or nothing. */
export function ifExists(from: string, value: Directive, otherwise?: Directive): Directive {
  return condition({ exists: path(from) }, value, otherwise)
}

/** The value, unless the path exists. */
export function unlessExists(from: string, value: Directive): Directive {
  return { '@if': { exists: path(from), else: value } }
}

/** The value, if the path holds something: false, too, is nothing, and below it there is nothing. */
export function ifFilled(from: string, value: Directive, otherwise?: Directive): Directive {
  return condition({ blank: path(from) }, value, otherwise)
}

/** What stands there, unless it is blank text, which is neither a number nor a date. A template tells "" from 0, a path does not. */
export function unlessBlank(from: string): Directive {
  return condition({ blank: { '@template': `{{${from.replace('$.', '')}}}` } }, path(from), undefined)
}

/** The first of several paths that holds something; blank text counts as nothing. */
export function firstOf(...paths: readonly [string, ...string[]]): Directive {
  const [first, second, ...rest] = paths
  if (second === undefined) return path(first)
  return condition({ blank: path(first) }, path(first), firstOf(second, ...rest))
}

/** The value as JSON text, whatever it is. */
export function asJsonOf(value: Directive): Directive {
  return { '@json': { mode: 'encode', value } }
}

/** The names under which an event may carry options for this destination: as the catalog has it, and as many call it. */
const ownNames = ['AppsFlyer', 'AppsFlyer (Actions)'] as const

/**
 * Paths to an option among those of the event. Where `integrations.AppsFlyer` is a mere true or false, the paths lead to
 * nothing.
 */
export function optionPaths(...options: readonly [string, ...string[]]): [string, ...string[]] {
  const paths = ownNames.flatMap((name) => options.map((option) => `$.integrations.${name}.${option}`))
  return paths as [string, ...string[]]
}

function condition(test: object, value: Directive, otherwise: Directive | undefined): Directive {
  // biome-ignore lint/suspicious/noThenProperty: the directive's own key; nobody awaits a mapping.
  return { '@if': { ...test, then: value, ...(otherwise === undefined ? {} : { else: otherwise }) } }
}
