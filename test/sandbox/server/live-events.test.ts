import { type ClientRequest, request } from 'node:http'
import { goodMobile, postMobile, talk, useSandbox } from '../talk-to-sandbox'

const open = useSandbox()

interface Follower {
  readonly outgoing: ClientRequest
  readonly contentType: string | undefined
  /** The next update's data. */
  next(): Promise<{ summary: { total: number }; requests: { id: number }[] }>
}

function follow(): Promise<Follower> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${open.url}/sandbox/api/events`, { agent: false }, (response) => {
      let text = ''
      let wake = () => {}
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        wake()
      })
      response.on('error', () => undefined)
      const next: Follower['next'] = async () => {
        for (;;) {
          const match = /event: update\ndata: (.*)\n\n/.exec(text)
          if (match?.[1] !== undefined) {
            text = text.slice(match.index + match[0].length)
            return JSON.parse(match[1])
          }
          await new Promise<void>((resume) => {
            wake = resume
          })
        }
      }
      resolve({ outgoing, contentType: response.headers['content-type'], next })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

it('tells at once how things stand, then what arrives, many in one update', async () => {
  await postMobile(open.url, 'id1', goodMobile)
  const { inbox } = open.sandbox
  const [sample] = inbox.all({})
  if (sample === undefined) throw new Error('the inbox is empty')
  const follower = await follow()
  expect(follower.contentType).toBe('text/event-stream')
  expect(await follower.next()).toMatchObject({ summary: { total: 1 }, requests: [] })
  const added = [1, 2, 3].map(() => inbox.add((id) => ({ ...sample, id })).id)
  const { summary, requests } = await follower.next()
  expect([summary.total, requests.map(({ id }) => id)]).toEqual([4, added.reverse()])
  inbox.clear()
  expect(await follower.next()).toMatchObject({ summary: { total: 0 }, requests: [] })
  follower.outgoing.destroy()
})

it('sends fifty rows at most, however much arrived', async () => {
  const follower = await follow()
  await follower.next()
  await postMobile(open.url, 'id1', goodMobile)
  const [sample] = open.sandbox.inbox.all({})
  for (let n = 0; sample !== undefined && n < 500; n++) open.sandbox.inbox.add((id) => ({ ...sample, id }))
  const { summary, requests } = await follower.next()
  expect([summary.total, requests.length, requests[0]?.id]).toEqual([501, 50, open.sandbox.inbox.summary().newestId])
  follower.outgoing.destroy()
})

it('takes a bounded number of followers', async () => {
  const followers = await Promise.all(Array.from({ length: 32 }, follow))
  expect((await talk(open.url, '/sandbox/api/events')).status).toBe(503)
  for (const { outgoing } of followers) outgoing.destroy()
})
