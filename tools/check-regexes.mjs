// Finds regular expressions that may take the square of their input's length, or worse: one long line would freeze the
// process. docs/decisions/0011-regular-expressions.md says what this sees and what it does not.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { RegExpParser } from '@eslint-community/regexpp'
import { parseSync } from '@swc/core'
import { analyse } from 'scslre'

/** What is said of each kind of report, and how it is mended. */
const advice = {
  Self: 'a repeated part can match the same text in several ways: make its alternatives exclude each other',
  Trade: 'two repeated parts beside each other can share the text out in many ways: make them exclude each other',
  Move: 'where it does not match, it starts anew at each character of a repeated part: anchor it, put (?<!x) before x+, or bound it',
}

/** The regular expressions of a TypeScript file that may be slow, as lines for people. */
function slowRegexes(path) {
  const program = parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript', tsx: path.endsWith('x') })
  return literalsIn(program).flatMap((literal) => {
    const kinds = new Set(analyse(new RegExpParser().parseLiteral(literal)).reports.map(({ type }) => type))
    return [...kinds].map((kind) => `${path}: ${literal}\n  ${advice[kind]}`)
  })
}

function literalsIn(node) {
  if (typeof node !== 'object' || node === null) return []
  if (node.type === 'RegExpLiteral') return [`/${node.pattern}/${node.flags}`]
  return Object.values(node).flatMap(literalsIn)
}

function sourcesIn(path) {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => sourcesIn(join(path, name)))
  return /\.tsx?$/.test(path) ? [path] : []
}

const found = process.argv.slice(2).flatMap(sourcesIn).flatMap(slowRegexes)
if (found.length > 0) {
  console.error(`These regular expressions may be slow on a long text:\n${found.join('\n')}`)
  process.exit(1)
}
