import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findingKinds } from '../../../src/core/domain/finding'

const guide = readFileSync(join(__dirname, '../../../docs/findings.md'), 'utf8')

/** Each `### code` section with the severity of the `## … (severity)` heading above it. */
function sections() {
  const found: { code: string; severity: string; text: string }[] = []
  let severity = ''
  for (const part of guide.split(/^(?=#{2,3} )/m)) {
    const [heading = '', ...lines] = part.split('\n')
    severity = /^## .*`(\w+)`/.exec(heading)?.[1] ?? severity
    const code = /^### (\w+)$/.exec(heading)?.[1]
    if (code !== undefined) found.push({ code, severity, text: lines.join(' ').trim() })
  }
  return found
}

test('every code has its section, under its severity', () => {
  const catalogue = Object.entries(findingKinds).map(([code, { severity }]) => `${severity} ${code}`)
  const documented = sections().map(({ code, severity }) => `${severity} ${code}`)
  expect([...documented].sort()).toEqual([...catalogue].sort())
})

test.each(sections())('$code is explained in two to five short sentences', ({ text }) => {
  const sentences = text.split(/(?<=[.!?])\s+(?=[A-Z`])/)
  expect(sentences.length).toBeGreaterThanOrEqual(2)
  expect(sentences.length).toBeLessThanOrEqual(5)
})
