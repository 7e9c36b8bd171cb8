import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { fromFragment, shareMark, toFragment } from '../../../../src/page/playground/share/share-link'

const text = fc.string({ unit: 'grapheme', maxLength: 300 })

test('what is shared comes back letter by letter, in signs that no chat program changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ input: text, configuration: text, stream: text }), async (shared) => {
      const fragment = await toFragment(shared)
      expect(fragment).toMatch(/^#playground\?share=1\.[\w-]+$/)
      expect(await fromFragment(fragment)).toEqual({ ok: true, shared })
    }),
    { numRuns: 30 },
  )
})

test('a fragment that was cut, changed or never ours is told, and no other is taken for one', async () => {
  const fragment = await toFragment({ input: '{"event":"a"}', configuration: '{}', stream: '' })
  const broken = { ok: false, problem: expect.stringContaining('cut off or changed') }
  for (let length = shareMark.length; length < fragment.length; length += 5) {
    expect(await fromFragment(fragment.slice(0, length))).toEqual(broken)
  }
  const changed = fragment.slice(0, 50) + (fragment.charAt(50) === 'A' ? 'B' : 'A') + fragment.slice(51)
  expect(await fromFragment(changed)).toEqual(broken)
  expect(await fromFragment(`${shareMark}1.%%%`)).toEqual(broken)
  const other = gzipSync(JSON.stringify({ input: 1 })).toString('base64url')
  expect(await fromFragment(`${shareMark}1.${other}`)).toEqual(broken)
  expect(await fromFragment(`${shareMark}2.abc`)).toEqual({
    ok: false,
    problem: expect.stringContaining('another version'),
  })
  expect(await fromFragment('#playground')).toBeUndefined()
})

test('a link that unfolds to more than anybody shares is not unfolded', async () => {
  const bomb = gzipSync(JSON.stringify({ input: 'x'.repeat(3_000_000), configuration: '', stream: '' }))
  expect(bomb.length).toBeLessThan(4_000)
  expect(await fromFragment(`${shareMark}1.${bomb.toString('base64url')}`)).toMatchObject({ ok: false })
})
