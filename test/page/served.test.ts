import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'
import { type Received, talk } from '../sandbox/talk-to-sandbox'
import { buildPage } from './open-page'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ pageFolder: buildPage() })
})
afterAll(() => sandbox.close())

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const get = (path: string, headers = {}): Promise<Received> => talk(sandbox.url, path, { headers })

/** Everything the page's document refers to. */
async function references(): Promise<string[]> {
  const { text } = await get('/', browser)
  return [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address)
}

it('greets in plain text, and shows browsers the page', async () => {
  expect((await get('/')).headers['content-type']).toBe('text/plain; charset=utf-8')
  const page = await get('/', browser)
  expect([page.status, page.headers['content-type'], page.headers['vary']]).toEqual([
    200,
    'text/html; charset=utf-8',
    'accept',
  ])
})

it('serves every file with its type, and lets none do more than it must', async () => {
  const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' }
  const paths = await references()
  expect(paths.map((path) => path.split('.').at(-1)).sort()).toEqual(['css', 'js', 'svg'])
  for (const [extension, type] of Object.entries(types)) {
    const { status, headers } = await get(paths.find((path) => path.endsWith(extension)) ?? '')
    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, type, 'nosniff'])
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(headers['content-security-policy']).not.toContain('unsafe')
  }
})

it('has nothing inline, which the policy forbids', async () => {
  const { text } = await get('/', browser)
  expect(text).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=/)
})

it.each(['/favicon.ico', '/sandbox/page/gone-1234.js', '/sandbox/page/../package.json', '/sandbox/page/%2e%2e/x'])(
  'does not take %s for an event',
  async (path) => {
    const { status, text } = await get(path)
    expect(status).toBe(path === '/favicon.ico' ? 200 : 404)
    expect(text).not.toContain('"name"')
    expect(sandbox.inbox.summary().total).toBe(0)
  },
)
