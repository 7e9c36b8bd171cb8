/**
 * Why a text stands for a value and is none, as the rest of a sentence; undefined where nothing says so. Never the text
 * itself: half a secret may stand beside it.
 */
function placeholderIn(text: string): string | undefined {
  if (/^[*•●]{3,}$/.test(text)) return 'is a mask (**********), which a form shows in place of a saved secret'
  if (/^<[^<>]*>$/.test(text)) return 'is a placeholder (<…>)'
  if (/^your[-_ ]/i.test(text)) return 'is a placeholder (YOUR-…)'
  if (/^(x{3,}|\.{3,}|…|changeme|change-me|placeholder|todo)$/i.test(text)) return 'is a placeholder'
  if (/^\$\{[^{}]*\}$/.test(text)) return `is the name of an environment variable (\${…}), and none is read here`
  if (/^(\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|\$?\{\{.*\}\})$/.test(text)) {
    return `is the name of a variable ($NAME, %NAME%, {{NAME}}), not its value; only \${NAME} in a file is read`
  }
  return undefined
}

/** Why a text is no secret, as the rest of a sentence; keys travel in HTTP headers. */
export function whyNoSecret(text: string): string | undefined {
  if (text === '') return 'is empty'
  return (
    placeholderIn(text) ??
    (/^[\x21-\x7e]+$/.test(text) ? undefined : 'has spaces or other characters that a key cannot have')
  )
}

/** Secrets, ids and paths: what stands for the value is refused. `mend` says what belongs there. */
export function refusePlaceholder(mend: string) {
  return (text: string, context: { addIssue: (message: string) => void }): void => {
    const why = placeholderIn(text)
    if (why !== undefined) context.addIssue(`${why}: ${mend}`)
  }
}
