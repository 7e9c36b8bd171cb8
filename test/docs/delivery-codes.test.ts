import { readFileSync, writeFileSync } from 'node:fs'
import { type ResponseRule, responseRules } from '../../spec/appsflyer/answers/response-rules'
import { unreadLines } from '../../src/core/domain/unread-line'
import { failureRules } from '../../src/delivery/outcome/failure-rules'
import { ownEndings } from '../../src/delivery/outcome/own-endings'

/** docs/delivery-codes.md has every code that a request can end with, and those of lines that are no record, in the words of the code. */

const path = 'docs/delivery-codes.md'
const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`
const coded = (code: string) => `\`${code}\``

function answers(): readonly string[] {
  const byCode = new Map<string, ResponseRule[]>()
  for (const rule of responseRules) byCode.set(rule.code, [...(byCode.get(rule.code) ?? []), rule])
  return [...byCode].map(([code, rules]) => {
    const statuses = [...new Set(rules.map(({ status }) => (typeof status === 'number' ? status : status.join('-'))))]
    const advice = [...new Set(rules.map((rule) => rule.advice))].join(' Or: ')
    return row(coded(code), statuses.join(', '), [...new Set(rules.map(({ means }) => means))].join(', '), advice)
  })
}

const others = (rules: Readonly<Record<string, { readonly means: string; readonly advice: string }>>) =>
  Object.entries(rules).map(([code, { means, advice }]) => row(coded(code), means, advice))

const unread = Object.entries(unreadLines).map(([code, { message }]) => row(coded(code), 'rejected', message))

test.each([
  ['Answers', answers()],
  ['No answer', others(failureRules)],
  ['Endings of our own', others(ownEndings)],
  ['Lines that cannot be read', unread],
])('%s', (heading, rows) => {
  const section = new RegExp(`(?<=\n## ${heading}\n[^#]*\n\\|[-|]+\\|\n)(?:\\|.*\n)*`)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    const renewed = readFileSync(path, 'utf8').replace(section, () => rows.map((line) => `${line}\n`).join(''))
    writeFileSync(path, renewed)
  }
  expect(section.exec(readFileSync(path, 'utf8'))?.[0].trimEnd().split('\n')).toEqual(rows)
})
