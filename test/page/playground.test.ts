import type { Locator, Page } from 'playwright-core'
import { parseConfigurationText } from '../../src/configuration/parse-configuration-text'
import { type Entry, readInput } from '../../src/console/inputs/read-input'
import { withoutKey } from '../../src/core/domain/without-key'
import { prepare } from '../../src/core/prepare'
import { exampleConfiguration } from '../../src/page/playground/example-configuration'
import { exampleInputs } from '../../src/page/playground/example-inputs'
import { readEntries } from '../../src/page/playground/read-entries'
import { describeInBrowser, usePage } from './open-page'

const parsed = parseConfigurationText(exampleConfiguration)
if (!parsed.ok) throw new Error('the example configuration has problems')
const { configuration } = parsed

/** Phones and names that need the library and the hashes, in other scripts too; and what goes wrong in other ways. */
const others = [
  {
    appsflyer_id: '1415211453000-6513894',
    platform: 'android',
    event: 'Größe gewählt 🎉',
    email: ' ÄNNA@Exämple.com ',
    phone: '(213) 373-4253',
    first_name: 'Łucja',
    last_name: '山田',
    note: 'write to bob@example.com',
    large: 1,
  },
  { type: 'identify', userId: 'u' },
  { event: 'nothing else' },
].map((value) => JSON.stringify(value))

/** What the core says in Node, in the form the page shows. */
function expected(entry: Entry) {
  if (entry.kind !== 'record') throw new Error('the example is no record')
  const { outcome, request, findings } = prepare(entry.record, configuration, Date.now())
  const isDegraded = outcome === 'send' && findings.some(({ severity }) => severity === 'degrade')
  return {
    outcome: isDegraded ? 'degraded' : outcome,
    codes: findings.map(({ code, severity, field, message }) => `${severity} ${code} ${field ?? ''} ${message}`).sort(),
    url: request?.url,
    key: request && Object.values(withoutKey(request).headers).find((value) => value.endsWith('***')),
    body: request?.body,
    bytes: request && Buffer.byteLength(request.body).toLocaleString('en'),
  }
}

/** The card of a record: of several it is opened first. */
async function cardOf(page: Page, number: number | null): Promise<Locator> {
  if (number === null) return page.locator('.card[data-outcome]')
  const card = page.locator(`#record-${number}`)
  if ((await card.getAttribute('open')) === null) await card.locator('summary').first().click()
  await card.locator('.taken').waitFor()
  return card
}

/** What a card shows, in the same form. */
async function shown(page: Page, number: number | null) {
  const card = await cardOf(page, number)
  const read = await card.evaluate((place) => {
    const textOf = (selector: string, within: Element = place) => within.querySelector(selector)?.textContent
    const remarks = [...place.querySelectorAll<HTMLElement>('.remarks li')]
    return {
      outcome: place.getAttribute('data-outcome'),
      codes: remarks.map((remark) =>
        [
          remark.dataset['severity'],
          remark.dataset['code'],
          textOf('code', remark.querySelector('.remark-head') ?? remark) ?? '',
          textOf('p:nth-of-type(2)', remark),
        ].join(' '),
      ),
      address: textOf('.address'),
      key: textOf('dd:last-of-type'),
      bytes: textOf('.bytes b'),
    }
  })
  const { outcome, codes, address, key = null, bytes = null } = read
  return {
    outcome,
    codes: codes.sort(),
    url: address?.replace('POST ', ''),
    key,
    body: address === undefined ? undefined : await copied(page, card),
    bytes,
  }
}

/** The exact body, as its button copies it. */
async function copied(page: Page, card: Locator): Promise<string> {
  await card.getByRole('button', { name: 'Copy' }).click()
  await card.getByRole('button', { name: 'Copied' }).waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}

describeInBrowser('the playground', () => {
  const opened = usePage()
  const open = () => opened.open({ hash: '#playground', permissions: ['clipboard-read', 'clipboard-write'] })
  const type = async (page: Page, text: string) => {
    await page.getByLabel('Event, row, or several').fill(text)
    await page.locator('.results[aria-busy="false"]').waitFor()
  }

  const entriesIn = (text: string, stream?: string) => {
    const read = readEntries(text, stream)
    if (!read.ok) throw new Error(read.problem.message)
    return read.entries.map(({ entry }) => entry)
  }

  it('says what the core says: of every example, other scripts, no events, and of what lacks everything', async () => {
    const page = await open()
    for (const { name, stream } of exampleInputs(Date.now())) {
      await page.getByRole('button', { name }).click()
      await page.locator('.results[aria-busy="false"]').waitFor()
      const text = await page.getByLabel('Event, row, or several').inputValue()
      const entries = entriesIn(text, stream)
      for (const [index, entry] of entries.entries())
        expect([name, await shown(page, entries.length > 1 ? index + 1 : null)]).toEqual([name, expected(entry)])
      expect(await page.locator('.card[data-outcome]').count()).toBe(entries.length)
    }
    await type(page, others.join('\n'))
    for (const [index, line] of others.entries())
      expect(await shown(page, index + 1)).toEqual(expected(readInput(line)))
  })

  it('goes by the configuration as it is edited, reads what commands read, and says what is wrong with either', async () => {
    const page = await open()
    const editor = page.getByLabel('Configuration')
    await editor.fill(exampleConfiguration.replace('"id123456789"', '"id42"'))
    await page.locator('.address', { hasText: 'https://api3.appsflyer.com/inappevent/id42' }).waitFor()
    await editor.fill(exampleConfiguration.replace('"id123456789"', '"x"'))
    await page.getByText('apps[0].app_id').waitFor()
    await editor.fill('{')
    await page.getByText('It is not JSON').waitFor()
    await editor.fill(exampleConfiguration)
    const readings = [
      ['{"event": "a"', 'Line 1, column 14. It is not JSON'],
      ['{\n"event": "a",\n}', 'Line 3, column 1. It is not JSON'],
      ['', 'Paste an event'],
      ['[{"event":"a"},{"event":"b"}]', '2 records'],
      ['{"type":"RECORD","record":{"stream":"s","data":{"event":"a"}}}', 'read as: Airbyte record of stream s'],
      ['event,platform\na,ios', 'read as: CSV row'],
      [`[${'{},'.repeat(1_009)}{}]`, 'The first 1,000 records10 records more were not read'],
    ]
    for (const [text = '', says = ''] of readings) {
      await type(page, text)
      expect([text, await page.locator('.results').textContent()]).toEqual([text, expect.stringContaining(says)])
    }
  })

  it('sends nothing anywhere, and shows what was pasted as text, never as markup', async () => {
    const page = await open()
    await page.locator('.card[data-outcome]').waitFor()
    const before = [...opened.requested]
    await page.getByRole('button', { name: 'Web visit' }).click()
    await page.locator('.address', { hasText: '/v2.0/s2s/visits/' }).waitFor()
    const after = opened.requested.slice(before.length)
    // The inbox, on the other tab, may still ask for its list and whether faults are set: in these words exactly.
    const ofTheInbox = ['faults', 'requests?limit=100', 'raw-data?limit=100'].map(
      (path) => `${opened.url}/sandbox/api/${path}`,
    )
    expect(after.filter((address) => !ofTheInbox.includes(address))).toEqual([])
    expect(before.every((address) => address.startsWith(`${opened.url}/`))).toBe(true)
    expect(opened.sandbox.inbox.summary().total).toBe(0)
    const event = '<img src=x onerror="document.title=1">'
    const row = { appsflyer_id: '1415211453000-6513894', platform: 'ios', event }
    await page.getByLabel('Event, row, or several').fill(JSON.stringify(row))
    await page.locator('.json-string', { hasText: '<img' }).waitFor()
    expect(await page.locator('main img').count()).toBe(0)
  })
})
