import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { SandboxOptions } from '../../src/sandbox/options'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'

const root = join(__dirname, '../..')

/** Node's own, where it can be had: Jest's would read Playwright anew for each file of tests, a second of work each time. */
const outside = process.getBuiltinModule?.('node:module').createRequire(__filename) ?? require
const { chromium }: typeof import('playwright-core') = outside('playwright-core')

/** Where Chromium is found and how it is started; tools/screenshots.mjs reads the same file. */
const { paths, flags }: { paths: string[]; flags: string[] } = JSON.parse(
  readFileSync(join(root, 'tools/chromium.json'), 'utf8'),
)
const executablePath = [process.env['CHROMIUM_PATH'], ...paths].find((path) => path !== undefined && existsSync(path))

/** A describe of tests in a browser; where there is none they are skipped, and it is said why. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath !== undefined) {
    describe(name, tests)
    return
  }
  process.stderr.write(`SKIPPED, there is no Chromium (install it, or set CHROMIUM_PATH): ${name}\n`)
  describe.skip(`${name} (skipped: no Chromium)`, tests)
}

/** The page as it is in the sources now. It is built once for all test files, as long as no source changes. */
export function buildPage(): string {
  const folder = join(tmpdir(), `sandbox-page-${stateOfSources()}`)
  if (existsSync(folder)) return folder
  const made = mkdtempSync(join(tmpdir(), 'sandbox-page-'))
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'tools/build-page.mjs'), made])
  if (status !== 0) throw new Error(`the page could not be built: ${stderr}`)
  try {
    renameSync(made, folder)
  } catch {
    // Another worker was faster.
    return made
  }
  return folder
}

/** Another one whenever a file that the page is made of was written. */
function stateOfSources(): string {
  const hash = createHash('sha1')
  for (const room of ['src', 'spec', 'tools'])
    for (const name of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).sort())
      hash.update(`${room}/${name} ${statSync(join(root, room, name)).mtimeMs}\n`)
  // The docs of findings stand within the page.
  hash.update(`docs/findings.md ${statSync(join(root, 'docs/findings.md')).mtimeMs}\n`)
  return hash.digest('hex').slice(0, 16)
}

export interface Opened {
  readonly sandbox: Sandbox
  readonly url: string
  /** A new window on the page. What goes wrong in it fails the test. */
  open(options?: BrowserContextOptions & { readonly hash?: string }): Promise<Page>
  /** All addresses that pages asked for. */
  readonly requested: readonly string[]
}

/** A sandbox with its page, and a browser, for the tests of a describe. */
export function usePage(options: SandboxOptions = {}): Opened {
  let sandbox: Sandbox | undefined
  let browser: Browser | undefined
  const requested: string[] = []
  const problems: string[] = []
  const started = (): { sandbox: Sandbox; browser: Browser } => {
    if (sandbox === undefined || browser === undefined) throw new Error('the page is open within tests only')
    return { sandbox, browser }
  }
  beforeAll(async () => {
    sandbox = await startSandbox({ ...options, pageFolder: buildPage() })
    browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: flags })
  })
  afterEach(async () => {
    for (const context of started().browser.contexts()) await context.close()
    sandbox?.inbox.clear()
    sandbox?.faults.clear()
    expect(problems.splice(0)).toEqual([])
    requested.length = 0
  })
  afterAll(async () => {
    await browser?.close()
    await sandbox?.close()
  })
  return {
    requested,
    get sandbox() {
      return started().sandbox
    },
    get url() {
      return started().sandbox.url
    },
    open: async ({ hash = '', ...contextOptions } = {}) => {
      const page = await (await started().browser.newContext(contextOptions)).newPage()
      page.setDefaultTimeout(20_000)
      page.on('request', (request) => requested.push(request.url()))
      page.on('pageerror', (error) => problems.push(String(error)))
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      await page.goto(`${started().sandbox.url}/${hash}`)
      await page.getByText('Live', { exact: true }).waitFor()
      return page
    },
  }
}
