import { PassThrough, Writable } from 'node:stream'
import { MessageWriter } from '../../../../src/airbyte/protocol/messages/message-writer'
import { logMessage } from '../../../../src/airbyte/protocol/messages/messages'

test('one message a line', async () => {
  const out = new PassThrough()
  const writer = new MessageWriter(out)
  writer.write(logMessage('INFO', 'one\ntwo'))
  writer.writeLine('{"raw":1}')
  await writer.flushed()
  expect(String(out.read())).toBe('{"type":"LOG","log":{"level":"INFO","message":"one\\ntwo"}}\n{"raw":1}\n')
})

test('ready waits for a slow reader', async () => {
  const out = new PassThrough({ highWaterMark: 10 })
  const writer = new MessageWriter(out)
  writer.writeLine('x'.repeat(100))
  let isReady = false
  const ready = writer.ready().then(() => {
    isReady = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isReady).toBe(false)
  out.resume()
  await ready
  expect(isReady).toBe(true)
})

test('tells of a line when the reader has it whole', () => {
  const taken: (() => void)[] = []
  const writer = new MessageWriter(new Writable({ write: (_chunk, _encoding, done) => taken.push(done) }))
  const gone = jest.fn()
  writer.writeLine('one', gone)
  expect(gone).not.toHaveBeenCalled()
  taken[0]?.()
  expect(gone).toHaveBeenCalledTimes(1)
})

test('tells of no line that the reader had not taken before it went', async () => {
  const out = new Writable({ write: () => undefined })
  const writer = new MessageWriter(out)
  const gone = jest.fn()
  writer.writeLine('one', gone)
  out.destroy(Object.assign(new Error('gone'), { code: 'EPIPE' }))
  await writer.flushed()
  writer.writeLine('two', gone)
  expect(gone).not.toHaveBeenCalled()
})

test('a reader that has gone ends the waiting and the writing, without an error', async () => {
  const broken = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => setImmediate(() => done(Object.assign(new Error('gone'), { code: 'EPIPE' }))),
  })
  const writer = new MessageWriter(broken)
  const closed = jest.fn()
  writer.onClosed(closed)
  writer.writeLine('one')
  await writer.ready()
  expect(writer.isClosed).toBe(true)
  writer.writeLine('two')
  await writer.flushed()
  await writer.ready()
  expect(closed).toHaveBeenCalledTimes(1)
})
