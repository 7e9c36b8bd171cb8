/** Text that is HTML already: only `markup` makes it. */
export interface Markup {
  readonly [html]: string
}
export const html = Symbol('html')

type Part = string | Markup | readonly Markup[]

/** HTML of a template: whatever text is put in is escaped, so that a name in an event can be no tag. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { [html]: texts.map((text, index) => text + written(parts[index] ?? '')).join('') }
}

function written(part: Part): string {
  if (typeof part === 'string') return escaped(part)
  return html in part ? part[html] : part.map((one) => one[html]).join('')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
