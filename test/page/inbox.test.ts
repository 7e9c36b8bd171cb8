import type { Page } from 'playwright-core'
import { mobileV3 } from '../../spec/appsflyer/events/mobile-v3'
import { goodMobile, goodVisit, postMobile, postWeb, talk } from '../sandbox/talk-to-sandbox'
import { describeInBrowser, usePage } from './open-page'

/** The names of the listed requests, top first, once there are as many as expected. */
async function names(page: Page, count: number): Promise<string[]> {
  await page.waitForFunction((wanted) => document.querySelectorAll('.row').length === wanted, count)
  return page.locator('.row-name').allTextContents()
}

describeInBrowser("the sandbox's page", () => {
  const opened = usePage()
  const send = (eventName: string, appId = 'id1') => postMobile(opened.url, appId, { ...goodMobile, eventName })

  it('tells how to begin, and shows what arrives, newest first, without a reload', async () => {
    const page = await opened.open()
    expect(await page.locator('.snippet').first().textContent()).toContain(`curl ${opened.url}/inappevent/`)
    expect(await page.locator('.empty').textContent()).toContain('appsflyer-destination send')
    await send('first')
    expect(await names(page, 1)).toEqual(['first'])
    await send('second', '42')
    await postWeb(opened.url, 'visits', 'website-1', goodVisit)
    expect(await names(page, 3)).toEqual(['visit', 'second', 'first'])
    await page.locator('.tile').first().getByText('3', { exact: true }).waitFor()
    expect(await page.locator('.tile').allTextContents()).toEqual([
      expect.stringContaining('All requests3'),
      expect.stringContaining('Recorded2'),
      expect.stringContaining('Recorded, with losses0'),
      expect.stringContaining('Silently dropped1'),
      expect.stringContaining('Refused0'),
    ])
  })

  it('shows a question about a key for itself, in no colour of a mistake, and filters by it', async () => {
    const page = await opened.open()
    await send('first')
    expect(await page.locator('.tile[data-verdict="probe"]').count()).toBe(0)
    await postMobile(opened.url, 'id1', mobileV3.probe.body)
    expect(await names(page, 2)).toEqual(['connection_check', 'first'])
    await page.locator('.tile[data-verdict="refused"]').getByText('0', { exact: true }).waitFor()
    const colourOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).color)
    const colour = await colourOf('.row[data-verdict="probe"] .verdict')
    expect(colour).toBe(await colourOf('.tile-more'))
    expect(colour).not.toBe(await colourOf('.tile[data-verdict="refused"]'))
    await page.locator('.tile[data-verdict="probe"]').click()
    expect(await names(page, 1)).toEqual(['connection_check'])
    await page.locator('.row').first().click()
    await page.locator('.detail').getByText('The key is good.').waitFor()
    expect(await page.locator('.detail .loses').count()).toBe(0)
  })

  it('lists who is to be erased with a verdict and an endpoint of their own, beside all requests for Tab and eye', async () => {
    const page = await opened.open()
    await send('first')
    await postMobile(opened.url, 'id1', mobileV3.probe.body)
    const identity = { identity_type: 'customer_user_id', identity_value: 'u', identity_format: 'raw' }
    const erasure = {
      ...{ subject_request_id: '142257af-e358-436a-a9db-000000000001', subject_request_type: 'erasure' },
      ...{ submitted_time: '2026-03-14T12:00:00.000Z', api_version: '0.1', property_id: 'id1' },
      subject_identities: [identity],
    }
    const headers = { authorization: 'Bearer any', 'content-type': 'application/json' }
    for (let count = 0; count < 2; count++)
      await talk(opened.url, '/api/gdpr/v1/opendsr_requests', { method: 'POST', headers, body: erasure })
    await names(page, 4)
    expect(await page.locator('.row').first().textContent()).toMatch(/^×Refused/)
    expect(await page.locator('.row').nth(1).textContent()).toMatch(/^…Asked to eraseasks to erase a user.*Erasure201/)
    const tiles = page.locator('.tile')
    const words = (await tiles.allTextContents()).map((text) => text.replace(/\d.*/, ''))
    expect(words.slice(0, 4)).toEqual(['All requests', '?Key asked about', '…Asked to erase', '✓Recorded'])
    // The order of Tab is the order of sight.
    const places = await tiles.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ x, y }) => [y, x]),
    )
    expect(places).toEqual([...places].sort(([y = 0, x = 0], [v = 0, u = 0]) => y - v || x - u))
    await page.locator('.row').first().click()
    await page.locator('.detail').getByText('Nobody is erased').waitFor()
    await page.getByLabel('Endpoint', { exact: true }).selectOption('erasure')
    await page.locator('.tile[data-verdict="asked_to_erase"]').click()
    await names(page, 1)
    await page.locator('.row').click()
    await page.locator('.detail > .verdict[data-verdict="asked_to_erase"]').waitFor()
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0)
  })

  it('tells what a recorded event has lost', async () => {
    const page = await opened.open()
    await send('whole')
    await postMobile(opened.url, 'id1', { ...goodMobile, eventName: 'af_purchase', eventValue: '' })
    await page.locator('.tile[data-verdict="recorded_with_losses"]').click()
    expect(await names(page, 1)).toEqual(['af_purchase'])
    await page.locator('.row').first().click()
    const detail = page.locator('.detail')
    await detail.getByText('Recorded, with losses').waitFor()
    await detail.getByText('The revenue is lost').waitFor()
  })

  it('says of a request what became of it, why, and what demands it', async () => {
    const page = await opened.open()
    await send('af_purchase', '123456789')
    await page.locator('.row').click()
    const detail = page.getByRole('region', { name: /^Request \d+$/ })
    await detail.locator('.json').waitFor()
    const text = (await detail.textContent()) ?? ''
    const [arrival] = opened.sandbox.inbox.all({})
    const reason = arrival?.reasons[0]
    expect(reason?.code).toBe('ios_app_id_without_prefix')
    for (const part of ['Silently dropped', 'The event is lost', reason?.message, reason?.document, '200OK'])
      expect(text.replaceAll(' ', '')).toContain(part?.replaceAll(' ', ''))
    expect(await detail.locator('.document a').getAttribute('href')).toMatch(/^https:\/\/dev\.appsflyer\.com\//)
    expect(await detail.locator('.json-line[data-unfolded] .json-string').allTextContents()).toEqual(['"48.00"'])
    await detail.getByText('Headers').click()
    expect(await detail.textContent()).not.toContain('secret-key')
  })

  it('filters by verdict, event, app, endpoint, reason and text, and exports the same', async () => {
    const page = await opened.open()
    await send('good')
    await send('bare', '42')
    await postMobile(opened.url, 'id1', { eventName: 'refused' })
    await postWeb(opened.url, 'visits', 'website-1', { ...goodVisit, event_url: 'https://needle.example/' })
    await names(page, 4)
    const all = async () => {
      await page.getByRole('button', { name: 'Show all' }).click()
      await names(page, 4)
    }
    const exported = async () => {
      const href = await page.getByRole('link', { name: 'Export NDJSON' }).getAttribute('href')
      return (await (await fetch(opened.url + href)).text()).trim().split('\n').length
    }
    await page.locator('.tile[data-verdict="silently_dropped"]').click()
    expect(await names(page, 1)).toEqual(['bare'])
    expect(await exported()).toBe(1)
    await all()
    await page.getByLabel('Event', { exact: true }).selectOption('good')
    expect(await names(page, 1)).toEqual(['good'])
    await all()
    await page.getByLabel('App', { exact: true }).selectOption('id1')
    expect(await names(page, 2)).toEqual(['refused', 'good'])
    await all()
    await page.getByLabel('Endpoint', { exact: true }).selectOption('web_visit')
    expect(await names(page, 1)).toEqual(['visit'])
    await all()
    await page
      .locator('.counts')
      .getByRole('button', { name: /^missing AppsFlyer id/ })
      .click()
    expect(await names(page, 1)).toEqual(['refused'])
    await all()
    await page.getByRole('searchbox').fill('NEEDLE')
    expect(await names(page, 1)).toEqual(['visit'])
    await page.getByRole('searchbox').fill('nowhere')
    await page.getByText('No request in the inbox is like that.').waitFor()
    await page.getByRole('searchbox').fill('')
    expect(await names(page, 4)).toHaveLength(4)
  })

  it('holds still when asked, follows again, and forgets everything only when asked twice', async () => {
    const page = await opened.open()
    await send('one')
    await names(page, 1)
    await page.getByRole('button', { name: 'Hold' }).click()
    await send('two')
    await page.locator('.tile').first().getByText('2', { exact: true }).waitFor()
    expect(await names(page, 1)).toEqual(['one'])
    await page.getByRole('button', { name: '1 new' }).waitFor()
    await page.getByRole('button', { name: 'Follow' }).click()
    expect(await names(page, 2)).toEqual(['two', 'one'])
    await page.getByRole('button', { name: 'Clear' }).click()
    expect(opened.sandbox.inbox.summary().total).toBe(2)
    await page.getByRole('button', { name: 'Forget all 2?' }).click()
    await page.getByText('Nothing has arrived yet').waitFor()
    expect(opened.sandbox.inbox.summary().total).toBe(0)
  })

  it('shows what was sent as text, never as markup', async () => {
    const page = await opened.open()
    const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await send(markup)
    await postMobile(opened.url, encodeURIComponent(markup), {
      ...goodMobile,
      eventValue: JSON.stringify({ [markup]: markup }),
    })
    await names(page, 2)
    for (const index of [1, 0]) {
      await page.locator('.row').nth(index).click()
      await page.locator('.detail .json').waitFor()
    }
    await page.locator('.detail .json-key', { hasText: 'onerror' }).waitFor()
    expect(await page.locator('.row-name').last().textContent()).toBe(markup)
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(await page.title()).toContain('Sandbox')
  })

  it('is used by keyboard: arrows walk the list, Enter opens and goes in, Escape closes and returns', async () => {
    const page = await opened.open()
    for (const name of ['one', 'two', 'three']) await send(name)
    await names(page, 3)
    const title = page.locator('.detail h2')
    await page.locator('.row').first().focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('.detail').count()).toBe(0)
    await page.keyboard.press('Enter')
    await title.filter({ hasText: 'two' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await title.filter({ hasText: 'one' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.locator('.detail :focus').textContent()).toContain('Close')
    await page.keyboard.press('Escape')
    await title.waitFor({ state: 'detached' })
    expect(await page.locator('.row:focus .row-name').textContent()).toBe('one')
  })

  it('pages through 100,000 requests with a hundred rows at a time', async () => {
    const page = await opened.open()
    await send('sample')
    const { inbox } = opened.sandbox
    const [sample] = inbox.all({})
    if (sample === undefined) throw new Error('the inbox is empty')
    const firstId = sample.id
    for (let n = 1; n < 100_000; n++)
      inbox.add((id) => ({ ...sample, id, eventKey: null, eventName: `event ${id - firstId}` }))
    await page.getByText('event 99999', { exact: true }).first().waitFor()
    expect(await page.locator('.row').count()).toBe(100)
    await page.getByRole('button', { name: 'Older →' }).click()
    await page.getByText('101 to 200').waitFor()
    expect((await page.locator('.row-name').allTextContents()).at(-1)).toBe('event 99800')
    await page.getByRole('searchbox').fill('event 4')
    await page.getByText('event 49999', { exact: true }).waitFor()
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2_500)
    await page.getByRole('searchbox').fill('event 12345')
    expect(await names(page, 1)).toEqual(['event 12345'])
  })
})
