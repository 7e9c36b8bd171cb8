import { Readable } from 'node:stream'
import fc from 'fast-check'
import { type Line, LineSplitter, readLines } from '../../../../src/airbyte/protocol/messages/line-splitter'

function split(chunks: readonly Buffer[], maxLineBytes = 1_000_000): readonly Line[] {
  const splitter = new LineSplitter(maxLineBytes)
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()]
}

const texts = (lines: readonly Line[]) => lines.map(({ text }) => text)

test.each<[string, string, readonly string[]]>([
  ['nothing', '', []],
  ['one line', 'a\n', ['a']],
  ['no newline at the end', 'a\nb', ['a', 'b']],
  ['blank lines', '\n\na\n\n', ['', '', 'a', '']],
  ['CRLF stays: it is white space to JSON', 'a\r\nb\r\n', ['a\r', 'b\r']],
  ['a byte order mark goes', '\uFEFFa\nb', ['a', 'b']],
  ['only at the very beginning', 'a\n\uFEFFb', ['a', '\uFEFFb']],
])('%s', (_, input, expected) => {
  expect(texts(split([Buffer.from(input)]))).toEqual(expected)
})

test('lines are numbered from 1, blank ones too', () => {
  expect(split([Buffer.from('a\n\nb')]).map(({ number }) => number)).toEqual([1, 2, 3])
})

test('wherever the chunks are cut, the lines are the same', () => {
  const input = fc
    .array(fc.string({ unit: fc.constantFrom('a', 'ö', '€', '😀', '\n', '\uFEFF', '\r') }))
    .map((parts) => parts.join('\n'))
  fc.assert(
    fc.property(input, fc.array(fc.nat(40)), (text, sizes) => {
      const bytes = Buffer.from(text)
      const chunks: Buffer[] = []
      let at = 0
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size))
        at += size
      }
      chunks.push(bytes.subarray(at))
      expect(split(chunks)).toEqual(split([bytes]))
    }),
  )
})

test('bytes that are not UTF-8 are told, wherever the chunks are cut; a real U+FFFD is a character', () => {
  const latin1 = Buffer.from('M\u00fcller', 'latin1')
  const bytes = Buffer.concat([Buffer.from('Müller\n'), latin1, Buffer.from('\n\uFFFD\n'), latin1])
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    expect(split([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual([
      { number: 1, text: 'Müller' },
      { number: 2, text: 'M\uFFFDller', isUtf8: false },
      { number: 3, text: '\uFFFD' },
      { number: 4, text: 'M\uFFFDller', isUtf8: false },
    ])
  }
})

test('a line over the limit is counted, not kept, and its neighbours are whole', () => {
  const lines = split([Buffer.from('ok\n12345'), Buffer.from('678901'), Buffer.from('23\nfine\n1234567890\n')], 10)
  expect(lines).toEqual([
    { number: 1, text: 'ok' },
    { number: 2, text: null, head: '12345678901' },
    { number: 3, text: 'fine' },
    { number: 4, text: '1234567890' },
  ])
})

test('a last line over the limit is counted too', () => {
  expect(split([Buffer.from('12345')], 4)).toEqual([{ number: 1, text: null, head: '12345' }])
})

test('of a line over the limit the first 64 KiB are kept, without half a character', () => {
  const [line] = split([Buffer.from(`x${'ö'.repeat(100_000)}`), Buffer.from('\n')], 100_000)
  expect(line).toEqual({ number: 1, text: null, head: `x${'ö'.repeat(32_767)}` })
})

test('the stream is not read ahead of the consumer', async () => {
  let produced = 0
  const source = Readable.from(
    (function* () {
      while (produced < 1_000) {
        produced += 1
        yield Buffer.from('line\n')
      }
    })(),
  )
  const lines = readLines(source, 100)
  await lines.next()
  await new Promise((resolve) => setImmediate(resolve))
  expect(produced).toBeLessThan(100)
  await lines.return(undefined)
})
