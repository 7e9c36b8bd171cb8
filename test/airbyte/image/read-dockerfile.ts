import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(__dirname, '../../..')

interface Instruction {
  /** Upper case. */
  readonly keyword: string
  readonly text: string
}

/** One FROM with what follows it. */
export interface Stage {
  readonly image: string
  readonly name: string
  readonly instructions: readonly Instruction[]
}

/** The stages of the project's Dockerfile, in order. */
export function readDockerfile(): readonly [Stage, ...Stage[]] {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
  const stages: { image: string; name: string; instructions: Instruction[] }[] = []
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const [, keyword = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line.replace(/\s+/g, ' ').trim()) ?? []
    const [image = '', , name = ''] = text.split(' ')
    if (keyword.toUpperCase() === 'FROM') stages.push({ image, name, instructions: [] })
    else stages.at(-1)?.instructions.push({ keyword: keyword.toUpperCase(), text })
  }
  const [first, ...others] = stages
  if (first === undefined) throw new Error('the Dockerfile has no FROM')
  return [first, ...others]
}

/** The texts of a stage's instructions of one kind. */
export function textsOf({ instructions }: Stage, keyword: string): readonly string[] {
  return instructions.filter((instruction) => instruction.keyword === keyword).map(({ text }) => text)
}

/** The `NAME="value"` pairs of ENV and LABEL. */
export function pairsOf(stage: Stage, keyword: string): Readonly<Record<string, string>> {
  const text = textsOf(stage, keyword).join(' ')
  const pairs = [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)]
  return Object.fromEntries(pairs.map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']))
}
