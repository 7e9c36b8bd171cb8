import type { Page } from 'playwright-core'
import { exampleConfiguration } from '../../../src/page/playground/example-configuration'
import { toFragment } from '../../../src/page/playground/share/share-link'
import { ids } from '../../core/prepare-fixtures'
import { jumpsIn, overhangOf, violationsIn, walkByTab } from '../accessibility'
import { describeInBrowser, usePage } from '../open-page'

const recordLabel = 'Event, row, or several'
const settled = (page: Page) => page.locator('.results[aria-busy="false"]').waitFor()
const type = async (page: Page, text: string) => {
  await page.getByLabel(recordLabel).fill(text)
  await settled(page)
}
const example = async (page: Page, name: string) => {
  await page.getByRole('button', { name }).click()
  await settled(page)
}
/** What stands in a table, row by row. */
const rowsOf = (page: Page, table: string) =>
  page
    .locator(`${table} tbody tr`)
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)))

/** It can be used, and has warnings. */
const withMistakes = JSON.stringify({
  ...JSON.parse(exampleConfiguration),
  unknown: 1,
})

type Look = readonly [width: number, colorScheme: 'light' | 'dark', rules: 'all rules' | 'colours']

async function looksWell(page: Page, looks: readonly Look[]): Promise<void> {
  for (const [width, colorScheme, rules] of looks) {
    await page.setViewportSize({ width, height: 844 })
    await page.emulateMedia({ colorScheme })
    expect([width, colorScheme, await violationsIn(page, rules)]).toEqual([width, colorScheme, []])
    expect([width, await overhangOf(page)]).toEqual([width, 0])
  }
}

describeInBrowser('working in the playground', () => {
  const opened = usePage()
  const open = async (hash = '#playground') => {
    const page = await opened.open({ hash, permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByLabel(recordLabel).waitFor()
    return page
  }

  it('sums up several records by outcome, finding and currency, goes to the first of a finding, and applies the mapping of a stream', async () => {
    const page = await open()
    await example(page, 'CSV of a stream')
    expect(await page.locator('.tally button').allTextContents()).toEqual([
      '✓0 sent',
      '!2 sent, degraded',
      '×1 rejected',
      '–0 skipped',
    ])
    expect(await page.locator('.money dd').allTextContents()).toEqual(['EUR 12.50 in 1 event', 'USD 48.00 in 1 event'])
    expect((await rowsOf(page, '.summary'))[0]).toEqual(['Invalid revenue', 'Rejected', '1', 'Line 4'])
    await page.locator('.summary').getByRole('button', { name: 'Line 4' }).click()
    await page.locator('#record-3 [data-code="invalid_revenue"]').waitFor()
    expect(await page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('record-3')
    await page.getByRole('button', { name: '2 sent, degraded' }).click()
    expect(await page.locator('.folded').count()).toBe(2)
    // The stream that is chosen says what the columns mean.
    await page.getByLabel('Read rows as stream').selectOption('')
    await type(page, 'order_total,appsflyer_id\n7.25,1415211453000-6513894')
    await page.getByText('1 row names no stream').waitFor()
    await page.getByLabel('Read rows as stream').selectOption('orders')
    await page.getByText('read as: CSV row, as stream orders').waitFor()
    expect(await page.locator('.card .json').textContent()).toContain('7.25')
    await page.getByText('(ordered_at) never appeared in 1 record of stream orders').waitFor()
  })

  it('is amber where AppsFlyer would make less of an event, says what was left out by which rule, has the docs at hand, and compares the endpoints', async () => {
    const page = await open()
    await example(page, 'Too large')
    const verdict = page.locator('h3.verdict')
    expect(await verdict.textContent()).toContain('Would be sent, degraded')
    const [own, amber] = await verdict.evaluate((element) => [
      getComputedStyle(element).color,
      getComputedStyle(document.querySelector('[data-severity="degrade"] .loses') ?? element).color,
    ])
    expect(own).toBe(amber)
    expect(await rowsOf(page, '.trimming')).toEqual([
      ['note', '506', expect.stringContaining('No parameter of AppsFlyer')],
      ['gift_message', expect.stringMatching(/^\d+$/), expect.stringContaining('the largest of them first')],
      ['af_receipt_id', '30', expect.stringContaining('repeats the order id')],
    ])
    const finding = page.locator('[data-code="event_values_trimmed"]')
    await finding.locator('summary').click()
    expect(await finding.locator('details').textContent()).toContain('From docs/findings.md#event_values_trimmed')
    // Side by side with the other endpoints.
    await example(page, 'Good purchase')
    await page.getByRole('button', { name: 'Compare endpoints' }).click()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('The same record at each endpoint')
    const heads = await page.locator('.sides thead th').allTextContents()
    expect(heads.slice(1)).toEqual([
      'Mobile v3 this one would be sentid123456789',
      'Mobile v2 id123456789',
      'Web website-www.example.com',
    ])
    const names = () => page.locator('.sides tbody th').allTextContents()
    expect(await names()).toEqual(expect.arrayContaining(['eventName', 'ua≠ differs', 'af_price']))
    await page.getByLabel('Differences only').check()
    expect(await names()).toEqual(expect.arrayContaining(['ua≠ differs', 'af_events_api≠ differs']))
    expect(await names()).not.toContain('eventName')
    await example(page, 'Several lines')
    await page.locator('.comparison select').selectOption('3')
    await page.locator('.sides thead th').first().waitFor()
    expect((await page.locator('.sides tbody').textContent())?.includes('/v2.0/s2s/visits/')).toBe(true)
  })

  it('goes to the place of a mistake', async () => {
    const page = await open()
    await type(page, `event_name,note\n${'a,b\n'.repeat(40)}a,"b" c\n`)
    await page.getByRole('button', { name: 'Go to line 42' }).click()
    const place = await page.getByLabel(recordLabel).evaluate((editor: HTMLTextAreaElement) => ({
      selected: editor.value.slice(editor.selectionStart, editor.selectionEnd),
      isScrolled: editor.scrollTop > 0,
      hasFocus: document.activeElement === editor,
    }))
    expect(place).toEqual({ selected: ' c', isScrolled: true, hasFocus: true })
    await page.getByLabel('Configuration').fill('s2s_token: t\napps:\n\t- app_id: x\n')
    await page.getByText('is indented with a tab').waitFor()
    await page.getByRole('button', { name: 'Go to line 3' }).waitFor()
  })

  it('counts down to the deadline in the zone of the app, and says what is when it has passed', async () => {
    const page = await opened.open({ hash: '' })
    await page.clock.install({ time: '2026-11-28T23:18:00-05:00' })
    await page.goto(`${opened.url}/#playground`)
    await page.reload()
    await page.getByLabel(recordLabel).waitFor()
    const visit = {
      type: 'track',
      event: 'a',
      userId: 'u',
      timestamp: '2026-11-28T22:00:00-05:00',
      context: { page: { url: 'https://www.example.com/' } },
    }
    await page.getByLabel(recordLabel).fill(JSON.stringify(visit))
    await page.clock.runFor(1_000)
    const line = page.locator('.card .deadline')
    await page.getByText('Counts for its own day until 00:30 tomorrow, America/New_York: 1 h 11 min left.').waitFor()
    expect(await page.locator('[data-code="late_event"]').count()).toBe(0)
    await page.clock.runFor(60_000)
    await page.getByText('1 h 10 min left').waitFor()
    await page.clock.fastForward(72 * 60_000)
    await page.clock.runFor(11_000)
    await page.locator('[data-code="late_event"]').waitFor()
    expect(await line.textContent()).toMatch(/^Late since 00:30 today, America\/New_York .*: AppsFlyer stamps it/)
  })

  it('makes a link without keys that opens with the same, elsewhere, and sends nothing of it', async () => {
    const page = await open()
    const row = JSON.stringify({ event_name: 'shared ✓', platform: 'ios', appsflyer_id: ids.appsflyerId })
    await type(page, row)
    await page.getByLabel('Read rows as stream').selectOption('orders')
    await page.getByLabel('Configuration').fill(exampleConfiguration.replace('"any-token"', '"Q-secret"'))
    await settled(page)
    await page.getByRole('button', { name: 'Copy a link to this' }).click()
    await page.getByText('without keys: s2s_token became any-token').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(await page.getByLabel('The link').inputValue()).toBe(link)
    const other = await open(link.slice(link.indexOf('#')))
    await other.getByText('Opened from a link').waitFor()
    expect(await other.getByLabel(recordLabel).inputValue()).toBe(row)
    expect(await other.getByLabel('Read rows as stream').inputValue()).toBe('orders')
    const configuration = await other.getByLabel('Configuration').inputValue()
    expect(configuration).toContain('any-token')
    expect(configuration).not.toContain('Q-secret')
    expect(opened.requested.filter((address) => address.includes('H4sI') && !address.includes('#'))).toEqual([])
    // Coming back from another tab opens it no second time.
    await type(other, '{"event":"typed since"}')
    await other.evaluate(() => {
      window.location.hash = '#inbox'
    })
    await other.getByRole('link', { name: 'Inbox' }).and(other.locator('[aria-current="page"]')).waitFor()
    await other.evaluate(
      (fragment) => {
        window.location.hash = fragment
      },
      link.slice(link.indexOf('#')),
    )
    await other.getByRole('link', { name: 'Playground' }).and(other.locator('[aria-current="page"]')).waitFor()
    await settled(other)
    expect(await other.getByLabel(recordLabel).inputValue()).toBe('{"event":"typed since"}')
    // What was said of a link is gone when it is no longer true.
    await type(page, '{}')
    expect(await page.getByLabel('The link').count()).toBe(0)
  })

  it('says of a broken link, of a link that would be too long, and of a configuration whose keys cannot be found', async () => {
    const fragment = await toFragment({ input: '{}', configuration: '{}', stream: '' })
    const page = await open(fragment.slice(0, -9))
    await page.getByText('The link cannot be opened. It was cut off or changed').waitFor()
    await page.locator('.card[data-outcome="send"]').waitFor()
    const random = Array.from({ length: 1_500 }, (_, index) => (index * 7_919).toString(36) + Math.sin(index))
    await type(page, JSON.stringify({ event: 'a', random }))
    await page.getByRole('button', { name: 'Copy a link to this' }).click()
    await page.getByText('8,000 are the most that mail and chat pass on whole').waitFor()
    await page.getByLabel('Configuration').fill('{"s2s_token": "Q')
    await page.getByRole('button', { name: 'Copy a link to this' }).click()
    await page.getByText('its keys cannot be taken out').waitFor()
  })

  it('can be used by everybody: axe finds nothing, headings follow each other, nothing overhangs, in all widths and both schemes', async () => {
    const page = await open()
    await example(page, 'Several lines')
    const lines = await page.getByLabel(recordLabel).inputValue()
    await example(page, 'Too large')
    const large = JSON.stringify(JSON.parse(await page.getByLabel(recordLabel).inputValue()))
    await page.getByLabel('Configuration').fill(withMistakes)
    await type(page, `${large}\n${lines}\n{"stream":`)
    await page.locator('#record-1 > summary').click()
    await page.locator('#record-1 .finding-docs summary').first().click()
    await page.getByRole('button', { name: 'Copy a link to this' }).click()
    await page.getByLabel('The link').waitFor()
    expect(await jumpsIn(page)).toEqual([])
    // Fewer rows of the same kind are quicker looked at.
    await page.getByLabel('Differences only').check()
    await looksWell(page, [
      [1_440, 'light', 'all rules'],
      [390, 'dark', 'colours'],
    ])
    await page.getByLabel('Configuration').fill('{"apps": [{"app_id": "x"}], "unknown": 1}')
    await type(page, '{"event"')
    await page.getByText('The input cannot be read').waitFor()
    expect(await jumpsIn(page)).toEqual([])
    await looksWell(page, [[1_024, 'dark', 'all rules']])
  }, 60_000)

  it('can be worked by the keyboard alone', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Several lines' }).press('Enter')
    await page.locator('.folded').first().waitFor()
    await page.getByRole('button', { name: 'Copy a link to this' }).focus()
    const names = await walkByTab(page, 34, async (name) => {
      if (!/^.Line 2/.test(name)) return
      await page.keyboard.press('Enter')
      await page.locator('#record-2 .taken').waitFor()
    })
    const inOrder = ['Copy a link to this', 'Good purchase', 'record', 'configuration', 'Comparison of the endpoints']
    const places = inOrder.map((name) => names.indexOf(name))
    expect(places).toEqual([...places].sort((left, right) => left - right))
    expect(places[0]).toBe(0)
    // The card that Enter has opened is walked through.
    expect(await page.locator('#record-2 .taken').count()).toBe(1)
    expect(names).toContain('Compare endpoints')
  })
})
