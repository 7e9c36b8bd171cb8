/** A mapping directive; Segment's own type for `@if` does not know `blank`. */
export type Directive = { readonly [directive: `@${string}`]: unknown }

export function path(from: string): Directive {
  return { '@path': from }
}

/** The value, if the path exists; else the other one, or nothing. */
export function ifExists(from: string, value: Directive | '', otherwise?: Directive): Directive {
  return condition({ exists: path(from) }, value, otherwise)
}

/** The first of several paths that holds something; blank text counts as nothing. */
export function firstOf(...paths: readonly [string, ...string[]]): Directive {
  const [first, second, ...rest] = paths
  if (second === undefined) return path(first)
  return condition({ blank: path(first) }, path(first), firstOf(second, ...rest))
}

function condition(test: object, value: Directive | '', otherwise: Directive | undefined): Directive {
  // biome-ignore lint/suspicious/noThenProperty: the directive's own key; nobody awaits a mapping.
  return { '@if': { ...test, then: value, ...(otherwise === undefined ? {} : { else: otherwise }) } }
}
