import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { goodMobile, goodWebEvent, postMobile, postWeb } from '../sandbox/talk-to-sandbox'
import { describeInBrowser, usePage } from './open-page'

const organic = '1415211453000-1000001'
const nonOrganic = '1415211453000-1000002'
const broughtBack = '1415211453000-1000003'

describeInBrowser('raw data on the page', () => {
  const opened = usePage({ organic: [organic], retargeting: [broughtBack] })
  const send = (body: object, appId = 'id1') =>
    postMobile(opened.url, appId, { ...goodMobile, eventTime: undefined, appsflyer_id: nonOrganic, ...body })
  const open = async () => {
    const page = await opened.open()
    await page.getByRole('link', { name: 'Raw data' }).click()
    return page
  }
  /** The texts of a column, top first, once there are as many rows as expected. */
  const column = async (page: Page, name: string, count: number) => {
    const isThere = (wanted: number) => document.querySelectorAll('.raw-rows tbody tr').length === wanted
    await page.waitForFunction(isThere, count)
    return page.locator(`.raw-rows td.${name}`).allTextContents()
  }

  it('lists the rows as they come, with what to know of them, and filters by report and app', async () => {
    const page = await open()
    await page.getByText('There are no rows').waitFor()
    await send({ eventName: 'late', eventTime: '2020-01-01 00:00:00.000' })
    await send({ eventName: 'af_purchase', eventValue: '', appsflyer_id: organic }, 'com.example.shop')
    await send({ eventName: 'back', appsflyer_id: broughtBack, eventValue: '{"af_revenue":"1226.2"}' })
    opened.sandbox.faults.set({ blocked: true, requests: 1 })
    await send({ eventName: 'fraud' })
    expect(await column(page, 'raw-kind', 5)).toEqual([
      'Blocked',
      'Non-organic',
      'Retargeting',
      'Organic',
      'Non-organic',
    ])
    expect(await column(page, 'raw-event', 5)).toEqual([
      'fraud',
      'backalso in the other report',
      'backalso in the other report',
      'af_purchaserevenue lost',
      'latestamped on arrival',
    ])
    expect(await column(page, 'raw-revenue', 5)).toEqual(['48.00 USD', '1,226.20 USD', '1,226.20 USD', '', '48.00 USD'])
    await page.getByRole('button', { name: 'Organic', exact: true }).click()
    expect(await column(page, 'raw-event', 1)).toEqual(['af_purchaserevenue lost'])
    await page.getByRole('button', { name: 'All reports' }).click()
    await page.locator('.raw-data select').selectOption('com.example.shop')
    expect(await column(page, 'raw-app', 1)).toEqual(['com.example.shop'])
  })

  it('goes through more than a page, and says which rows it shows', async () => {
    for (let count = 0; count < 60; count++) await send({ appsflyer_id: broughtBack, eventName: `e${count}` })
    const page = await open()
    expect((await column(page, 'raw-event', 100)).slice(0, 2)).toEqual(Array(2).fill('e59also in the other report'))
    await page.locator('.raw-data').getByRole('button', { name: 'Older →' }).click()
    expect((await column(page, 'raw-event', 20)).at(-1)).toBe('e0also in the other report')
    await page.getByText('101 to 120').waitFor()
  })

  it("has each report as AppsFlyer's CSV", async () => {
    await send({ eventName: 'mine', appsflyer_id: organic })
    await send({ eventName: 'other', appsflyer_id: organic }, 'com.example.shop')
    const page = await open()
    await page.locator('.raw-data select').selectOption('id1')
    await column(page, 'raw-event', 1)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.downloads').getByRole('link', { name: 'Organic', exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toBe('raw-data-organic.csv')
    const csv = readFileSync(await download.path(), 'utf8')
    expect(csv).toMatch(/^\uFEFFAttributed Touch Type,/)
    expect([csv.includes('mine'), csv.includes('other')]).toEqual([true, false])
  })

  it.each(['light', 'dark'] as const)('fits into windows from 360 to 1,600 pixels in %s', async (colorScheme) => {
    await send({ eventName: 'e'.repeat(200), appsflyer_id: broughtBack, eventCurrency: undefined })
    await postWeb(opened.url, 'inapps', 'website-www.example.com', { ...goodWebEvent, timestamp: 0 })
    const page = await opened.open({ colorScheme, hash: '#raw-data' })
    await column(page, 'raw-event', 3)
    for (const width of [360, 390, 768, 1_024, 1_600]) {
      await page.setViewportSize({ width, height: 740 })
      const overhang = await page.evaluate(() => {
        const list = document.querySelector('.raw-data')
        const { scrollWidth, clientWidth } = document.documentElement
        return [scrollWidth - clientWidth, (list?.scrollWidth ?? 0) - (list?.clientWidth ?? 0)]
      })
      expect([width, ...overhang]).toEqual([width, 0, 0])
    }
  })
})

describeInBrowser('raw data of a full inbox', () => {
  const opened = usePage({ keptRequests: 2 })

  it('says that rows are gone', async () => {
    for (let count = 0; count < 3; count++) await postMobile(opened.url, 'id1', goodMobile)
    const page = await opened.open({ hash: '#raw-data' })
    await page.getByText('1 older request left the inbox, and the rows with it.').waitFor()
  })
})
