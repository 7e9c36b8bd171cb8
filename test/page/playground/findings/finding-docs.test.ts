import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findingKinds } from '../../../../src/core/domain/finding'
import { sectionsOf } from '../../../../src/page/playground/findings/finding-docs'

const sections = sectionsOf(readFileSync(join(__dirname, '../../../../docs/findings.md'), 'utf8'))

test.each(Object.keys(findingKinds))('%s has a section, and no mark of Markdown is left in it', (code) => {
  const paragraphs = sections.get(code) ?? []
  expect(paragraphs.length).toBeGreaterThan(0)
  for (const { pieces } of paragraphs) {
    for (const piece of pieces) {
      expect(piece.text.trim() === '' && piece.kind !== 'text').toBe(false)
      if (piece.kind === 'text') expect(piece.text).not.toMatch(/[`[\]|#]|\*\*|\]\(/)
    }
  }
})

test('code, stress, links and other documents are told apart; a list has its items', () => {
  const text =
    '## Part\n### one\n\nA `b` and **c**, see [d](https://e.example/f)\nor [g](h.md#i).\n\n- first\n  line\n- second\n\n## Other\n'
  expect(sectionsOf(text).get('one')).toEqual([
    {
      isItem: false,
      pieces: [
        { kind: 'text', text: 'A ' },
        { kind: 'code', text: 'b' },
        { kind: 'text', text: ' and ' },
        { kind: 'strong', text: 'c' },
        { kind: 'text', text: ', see ' },
        { kind: 'link', text: 'd', href: 'https://e.example/f' },
        { kind: 'text', text: ' or ' },
        { kind: 'file', text: 'g', file: 'docs/h.md' },
        { kind: 'text', text: '.' },
      ],
    },
    { isItem: true, pieces: [{ kind: 'text', text: 'first line' }] },
    { isItem: true, pieces: [{ kind: 'text', text: 'second' }] },
  ])
})
