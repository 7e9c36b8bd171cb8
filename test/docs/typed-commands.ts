/** A command of this package as a document has it typed: its words behind the name. */
export interface TypedCommand {
  readonly words: readonly string[]
}

/**
 * The commands of this package in a script, wherever they stand: by name, by `node bin/…`, or behind the name of the image.
 * A document's own words for a value (`$FILE`, `…`) are words like any other.
 */
export function typedCommands(script: string): readonly TypedCommand[] {
  return logicalLines(script)
    .flatMap((line) => line.split(/\s*(?:&&|\|\||[;|&])\s*/))
    .filter((part) => !/^(git|cd|mkdir|docker (build|push|pull|tag)|echo|cat|export|printf)\b/.test(part.trim()))
    .flatMap((part) => {
      const words = wordsOf(part)
      const at = words.findIndex((word) => /(^|\/)(appsflyer-destination|destination-appsflyer)(:[\w.-]+)?$/.test(word))
      return at === -1 ? [] : [{ words: words.slice(at + 1) }]
    })
}

/** Names of npm scripts that a script runs. */
export function npmScripts(script: string): readonly string[] {
  return [...script.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, name, test]) => name ?? test ?? '')
}

/** Lines, those that end with a backslash joined with the next; without comments. */
function logicalLines(script: string): readonly string[] {
  const lines = script.replace(/\\\n\s*/g, ' ').split('\n')
  return lines.map((line) => line.replace(/(^|\s)#.*$/, '')).filter((line) => line.trim() !== '')
}

/** Words as a shell has them, quotes taken away, up to where input or output is redirected. */
function wordsOf(part: string): readonly string[] {
  const words = [...part.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replace(/['"]/g, ''))
  const end = words.findIndex((word) => /^\d?[<>]/.test(word))
  return end === -1 ? words : words.slice(0, end)
}
