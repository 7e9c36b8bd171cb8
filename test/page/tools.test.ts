import type { Page } from 'playwright-core'
import { codes, goodMobile, goodWebEvent, newest, postMobile, postWeb, talk } from '../sandbox/talk-to-sandbox'
import { describeInBrowser, usePage } from './open-page'

describeInBrowser("the page's tools", () => {
  const opened = usePage()
  const send = (body: object, appId = 'id1') => postMobile(opened.url, appId, { ...goodMobile, ...body })
  const openRow = async (page: Page, name: string) => {
    await page.locator('.row', { hasText: name }).first().click()
    await page.locator('.detail h2', { hasText: name }).waitFor()
    await page.locator('.detail .json').waitFor()
  }
  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

  it('sends samples to an empty inbox, and opens the one that is lost', async () => {
    const page = await opened.open()
    await page.getByRole('button', { name: 'Send three samples' }).click()
    await page.locator('.detail').getByText('The event is lost').waitFor()
    expect(opened.sandbox.inbox.summary().verdicts).toMatchObject({
      recorded: 1,
      recorded_with_losses: 1,
      silently_dropped: 1,
    })
  })

  it('copies a request as a command that sends it again, and a link that opens it', async () => {
    await send({ eventName: "it's" })
    const page = await opened.open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await openRow(page, "it's")
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const command = await copied(page)
    expect(command).toContain(`curl '${opened.url}/inappevent/id1'`)
    expect(command).toContain('authentication: YOUR_KEY')
    expect(command).not.toContain('secret-key')
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text.startsWith('http')))
    const link = await copied(page)
    await page.goto('about:blank')
    await page.goto(link)
    await page.locator('.detail h2', { hasText: "it's" }).waitFor()
  })

  it('replays to another endpoint, and sends what it corrected', async () => {
    await send({ eventName: 'bad', eventValue: { af_revenue: '$5.50' } }, '42')
    const page = await opened.open()
    await openRow(page, 'bad')
    await page.getByLabel('Send to').selectOption('mobile_v2')
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.locator('.facts').getByText('Mobile v2').waitFor()
    expect(newest(opened.sandbox)).toMatchObject({ endpoint: 'mobile_v2', appId: '42', eventName: 'bad' })
    await page.getByRole('button', { name: 'Show the corrected body' }).click()
    expect(await page.locator('.changes li').allTextContents()).toEqual([
      'id stands before the app id',
      'eventValue is JSON as text',
      'a field that AppsFlyer does not know is left out: ua',
    ])
    await page.getByRole('button', { name: 'Send corrected' }).click()
    await page.locator('.detail > .verdict[data-verdict="recorded"]').waitFor()
    expect(newest(opened.sandbox)).toMatchObject({
      appId: 'id42',
      money: { amount: 5.5, currency: 'USD' },
      reasons: [],
    })
  })

  it('sums money by currency, says what each reason cost, and counts what the filters let through', async () => {
    await send({ eventName: 'a' })
    await send({ eventName: 'b', eventCurrency: 'EUR' })
    await send({ eventName: 'c', eventCurrency: 'EUR', eventValue: '{"af_revenue":"$7"}' })
    await send({ eventName: 'af_purchase', eventValue: '' })
    await postWeb(opened.url, 'inapps', 'website-1', { ...goodWebEvent, timestamp: Date.now() })
    const page = await opened.open()
    await page.locator('.row').nth(4).waitFor()
    const more = (verdict: string) => page.locator(`.tile[data-verdict="${verdict}"] .tile-more`).textContent()
    expect(await more('recorded')).toBe('USD 96.00 · EUR 48.00')
    expect(await more('recorded_with_losses')).toBe('lost: EUR 7.00')
    const reason = page.locator('.counts button', { hasText: 'revenue not plain' })
    expect(await reason.textContent()).toBe('revenue not plainlost: EUR 7.001')
    const revenues = page.locator('.row-revenue')
    expect(await revenues.allTextContents()).toEqual([
      '48.00 USD',
      'no revenue',
      '7.00 EUR lost',
      '48.00 EUR',
      '48.00 USD',
    ])
    const colours = await revenues.locator('.lost').evaluateAll((all) => all.map((one) => getComputedStyle(one).color))
    const refused = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--refused'))
    expect([new Set(colours).size, refused]).toEqual([1, '#b3261e'])
    expect(colours[0]).toBe('rgb(179, 38, 30)')
    await page.getByLabel('App', { exact: true }).selectOption('website-1')
    await page.locator('.tile').first().getByText('with this filter').waitFor()
    expect(await page.locator('.tile').first().textContent()).toContain('All requests1')
    expect(await more('recorded')).toBe('USD 48.00')
    await page.getByText('Why something was lost').waitFor({ state: 'detached' })
    expect(await page.locator('.counts button').allTextContents()).toEqual(['af_purchase1', 'website-11'])
  })

  it('puts attempts at one event into a row, and tells what AppsFlyer makes of them', async () => {
    opened.sandbox.faults.set({ status: 503, requests: 1 })
    for (let n = 0; n < 3; n++) await send({ eventName: 'again' })
    await send({ eventName: 'once' })
    const page = await opened.open()
    await page.locator('.row').nth(1).waitFor()
    expect(await page.locator('.row-title').allTextContents()).toEqual(['once', 'again3 attempts'])
    await openRow(page, 'again')
    await page.getByText('accepted 2 times').waitFor()
    expect(await page.locator('.attempts button').count()).toBe(3)
    await page.locator('.attempts button').last().click()
    await page.locator('.facts').getByText('503').waitFor()
    expect(await page.locator('.row').count()).toBe(2)
  })

  it('shows what PBA and devices send as what it is', async () => {
    const json = { 'content-type': 'application/json' }
    const post = (path: string, body: object, headers = {}) =>
      talk(opened.url, path, { method: 'POST', headers: { ...json, ...headers }, body })
    await post('/v1/bundle/setcuid', { webDevKey: 'secret-key', customerUserId: 'u', afUserId: 'a' })
    const signed = { authorization: '0'.repeat(64) }
    await post('/v1.0/s2s/session/app/steam/480', { device_model: 'PC', app_version: '1.0', ip: '192.0.2.1' }, signed)
    const ids = [{ type: 'custom_device_id', value: 'x' }]
    await post('/v1.0/s2s/first_open/app/steam/480', { device_ids: ids, ip: '192.0.2.1' }, signed)
    const page = await opened.open()
    await page.locator('.row').nth(2).waitFor()
    const column = (name: string) => page.locator(`.row-${name}`).allTextContents()
    expect(await column('name')).toEqual(['first open', 'session', 'sets a user id'])
    expect(await column('endpoint')).toEqual(['First open', 'Session', 'PBA user id'])
    expect(await column('app')).toEqual(['steam-480', 'steam-480', 'bundle'])
    await openRow(page, 'sets a user id')
    expect(await page.locator('.detail').textContent()).not.toContain('secret-key')
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.locator('.attempts').waitFor({ state: 'detached' })
    expect(codes(newest(opened.sandbox).reasons)).toEqual([])
  })

  it('is used by keyboard alone: skips to the content, filters, opens, replays, breaks and mends', async () => {
    await send({ eventName: 'one' })
    await send({ eventName: 'two' }, '42')
    const page = await opened.open()
    await page.locator('.row').nth(1).waitFor()
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    /** Goes on by Tab to what has this name; never by any other means. */
    const tabTo = async (name: RegExp) => {
      for (let n = 0; n < 60; n++) {
        await press('Tab')
        const words = await page.evaluate(() => {
          const { activeElement: at } = document
          return at?.getAttribute('aria-label') ?? at?.textContent ?? ''
        })
        if (name.test(words)) return
      }
      throw new Error(`Tab does not lead to ${name}`)
    }
    await press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Skip to the content')
    await press('Enter')
    expect(await page.locator(':focus').getAttribute('id')).toBe('content')
    expect(new URL(page.url()).hash).toBe('')
    await tabTo(/^!Silently dropped/)
    await press('Space')
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 1)
    await tabTo(/^!Silently dropped.*two/s)
    await press('Enter')
    await page.locator('.detail .json').waitFor()
    await press('Enter')
    await tabTo(/^Show the corrected body/)
    await press('Space')
    await tabTo(/^Send corrected/)
    await press('Enter')
    await page.locator('.detail > .verdict[data-verdict="recorded"]').waitFor()
    await press('Escape')
    await page.locator('.detail').waitFor({ state: 'detached' })
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await tabTo(/^Faults/)
    await press('Enter')
    await tabTo(/^Add this fault/)
    await press('Enter')
    await page.locator('.fault').waitFor()
    await press('Escape')
    expect(await page.locator(':focus').textContent()).toBe('Faults 1')
  })

  it('opens a request over the list where there is no room beside it, and the back button closes it', async () => {
    await send({ eventName: 'one' })
    const page = await opened.open({ viewport: { width: 390, height: 844 }, hasTouch: true })
    await page.locator('.row').tap()
    await page.locator('dialog[open] .detail .json').waitFor()
    await page.goBack()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.locator('.row').tap()
    await page.getByRole('button', { name: 'Close' }).tap()
    await page.locator('dialog').waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('open=')
  })
})
