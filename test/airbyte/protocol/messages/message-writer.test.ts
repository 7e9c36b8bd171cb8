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
