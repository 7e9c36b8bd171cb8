// Takes the pictures of docs/images anew: npm run build, then node tools/screenshots.mjs. With a folder as an argument it
// puts them there, and those that are for looking at only, too. Needs a Chromium (tools/chromium.json lists where it is
// looked for; CHROMIUM_PATH names another).
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { root } from './run.mjs'

const folder = process.argv[2] ?? `${root}docs/images`
const forDocs = ['sandbox-light', 'sandbox-dark', 'raw-data-light', 'playground-light']
const { paths, flags } = JSON.parse(readFileSync(`${root}tools/chromium.json`, 'utf8'))
const executablePath = [process.env.CHROMIUM_PATH, ...paths].find((path) => path && existsSync(path))
if (executablePath === undefined) throw new Error('There is no Chromium here: install one, or set CHROMIUM_PATH.')

const { startSandbox } = createRequire(import.meta.url)(`${root}dist/src/sandbox/server/start-sandbox.js`)
const sandbox = await startSandbox()
const browser = await chromium.launch({ executablePath, args: flags })
mkdirSync(folder, { recursive: true })

const json = { 'content-type': 'application/json' }
const mobile = (app, body) =>
  fetch(`${sandbox.url}/inappevent/${app}`, {
    method: 'POST',
    headers: { ...json, authentication: 'key' },
    body: JSON.stringify(body),
  })
const web = (kind, body) =>
  fetch(`${sandbox.url}/v2.0/s2s/${kind}/app/web/website-www.example.com`, {
    method: 'POST',
    headers: { ...json, authorization: 'Bearer key' },
    body: JSON.stringify(body),
  })

/** What a shop sends in a moment: mostly good, and the usual mistakes among it. */
async function send(step) {
  const eventTime = new Date().toISOString().replace('T', ' ').replace('Z', '')
  const good = {
    appsflyer_id: '1415211453000-6513894',
    customer_user_id: `u-${1000 + step}`,
    eventName: ['af_purchase', 'af_add_to_cart', 'af_content_view', 'af_search'][step % 4],
    eventValue: JSON.stringify({
      af_revenue: `${40 + (step % 60)}.00`,
      af_content_id: ['SKU-1', 'SKU-4'],
      coupon: 'SUMMER',
    }),
    eventCurrency: 'USD',
    eventTime,
    idfa: '9876F1AA-2983-3855-27BB-2C626772EFAB',
    os: '17.5.1',
    ip: '192.0.2.44',
    ua: 'ExampleShop/7.1 (iPhone; iOS 17.5.1)',
  }
  const crowd = 3 + Math.round(4 + 4 * Math.sin(step / 5))
  for (let n = 0; n < crowd; n++) {
    await mobile('id123456789', {
      ...good,
      customer_user_id: `u-${step}-${n}`,
      eventName: ['af_purchase', 'af_content_view', 'af_add_to_cart'][n % 3],
    })
  }
  if (step % 2 === 0)
    await mobile('id123456789', { ...good, eventName: 'subscription_renewed', eventValue: '{"af_content_id":"SKU-9"}' })
  if (step % 3 === 0) await mobile('123456789', { ...good, eventName: 'af_purchase' })
  if (step % 4 === 0) await mobile('id123456789', { ...good, eventValue: JSON.stringify({ af_revenue: '$48.00' }) })
  if (step % 7 === 0) await mobile('com.example.shop', { ...good, appsflyer_id: undefined })
  if (step % 5 === 0) await mobile('com.example.shop', { ...good, idfa: undefined, advertising_id: undefined })
  await web('visits', {
    user_id: { customer_user_id: 'u-1' },
    event_url: 'https://www.example.com/',
    timestamp: Date.now(),
  })
  if (step % 6 === 0)
    await web('inapps', {
      user_id: { customer_user_id: 'u-1' },
      event_name: 'af_purchase',
      event_revenue: 48,
      event_revenue_currency: 'USD',
    })
}

async function take(name, { colorScheme = 'light', width = 1280, height = 800, hash = '' }, prepare) {
  if (process.argv[2] === undefined && !forDocs.includes(name)) return
  const page = await browser.newPage({ colorScheme, viewport: { width, height }, deviceScaleFactor: 1 })
  await page.goto(`${sandbox.url}/${hash}`)
  await prepare?.(page)
  await wait(600)
  await page.screenshot({ path: `${folder}/${name}.png` })
  await page.close()
}

const openDropped = async (page) => {
  await page.locator('.row[data-verdict="silently_dropped"]').first().click()
  await page.locator('.detail .json').waitFor()
}

try {
  await take('sandbox-empty', {})
  for (let step = 0; step < 90; step++) {
    await send(step)
    await wait(300)
  }
  await mobile('123456789', {
    appsflyer_id: '1415211453000-6513894',
    eventName: 'af_purchase',
    eventValue: '{"af_revenue":"48.00"}',
  })
  await take('sandbox-light', { height: 900 }, openDropped)
  await take('sandbox-dark', { colorScheme: 'dark', height: 900 }, openDropped)
  await take('sandbox-wide', { width: 1600, height: 1000 })
  await take('sandbox-phone', { width: 390, height: 844 })
  await take('sandbox-phone-detail', { width: 390, height: 844 }, openDropped)
  await take('sandbox-faults', { width: 1100, height: 700, colorScheme: 'dark' }, async (page) => {
    await page.getByRole('button', { name: /^Faults/ }).click()
    await page.getByRole('button', { name: 'Add this fault' }).click()
    await page.locator('.fault').waitFor()
  })
  sandbox.faults.clear()
  const rows = (page) => page.locator('.raw-rows tbody tr').first().waitFor()
  await take('raw-data-light', { hash: '#raw-data', height: 700 }, rows)
  await take('raw-data-dark', { hash: '#raw-data', height: 700, colorScheme: 'dark' }, rows)
  await take('raw-data-phone', { hash: '#raw-data', width: 390, height: 740 }, rows)
  const example = (name) => async (page) => {
    await page.getByRole('button', { name }).click()
    await page.locator('.card').first().waitFor()
  }
  const playground = (width, colorScheme) => ({ hash: '#playground', width, height: 900, colorScheme })
  await take('playground-light', playground(1280, 'light'), example('Good purchase'))
  for (const width of [1440, 1024, 390]) {
    for (const scheme of ['light', 'dark']) {
      const at = playground(width, scheme)
      await take(`playground-${width}-${scheme}-one`, at, example('Too large'))
      await take(`playground-${width}-${scheme}-several`, at, example('CSV of a stream'))
      await take(`playground-${width}-${scheme}-compare`, at, async (page) => {
        await example('Good purchase')(page)
        await page.getByRole('button', { name: 'Compare endpoints' }).click()
      })
    }
  }
} finally {
  await browser.close()
  await sandbox.close()
}
