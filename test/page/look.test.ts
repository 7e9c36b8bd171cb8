import type { Page } from 'playwright-core'
import { mobileV3 } from '../../spec/appsflyer/events/mobile-v3'
import { goodMobile, postMobile } from '../sandbox/talk-to-sandbox'
import { describeInBrowser, usePage } from './open-page'

/** How far anything reaches beyond the window's right edge, in pixels. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** The contrast of an element's text to what is painted behind it (WCAG 2.2, contrast ratio). */
function contrast(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number)
      const luminance = (color: string) => {
        const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
          const share = value / 255
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      let behind: Element | null = element
      const isClear = (place: Element) => channels(getComputedStyle(place).backgroundColor)[3] === 0
      while (behind !== null && isClear(behind)) behind = behind.parentElement
      const back = luminance(getComputedStyle(behind ?? document.body).backgroundColor)
      const front = luminance(getComputedStyle(element).color)
      return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05)
    })
}

describeInBrowser('how the page looks', () => {
  const opened = usePage()
  const fill = async () => {
    await postMobile(opened.url, 'id1', goodMobile)
    await postMobile(opened.url, 'id1', { ...goodMobile, eventName: 'af_purchase', eventValue: '' })
    await postMobile(opened.url, '42', { ...goodMobile, eventName: 'e'.repeat(200), eventValue: '{"af_revenue":"$1"}' })
    await postMobile(opened.url, 'id1', mobileV3.probe.body)
    await postMobile(opened.url, 'id1', `not json ${'x'.repeat(500)}`)
  }

  it.each(['light', 'dark'] as const)('is readable in %s', async (colorScheme) => {
    await fill()
    const page = await opened.open({ colorScheme })
    await page.locator('.row[data-verdict="silently_dropped"]').click()
    await page.locator('.detail .json').waitFor()
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const [red = 0] = (background.match(/\d+/g) ?? []).map(Number)
    expect(red > 128).toBe(colorScheme === 'light')
    const texts = [
      ...['recorded', 'recorded_with_losses', 'silently_dropped', 'refused', 'probe'].flatMap((verdict) => [
        `.row[data-verdict="${verdict}"] .verdict`,
        `.tile[data-verdict="${verdict}"] .tile-name`,
        `.tile[data-verdict="${verdict}"] .sign`,
      ]),
      ...['.tile-more', '.row-time', '.row-why', '.detail .loses', '.detail .document a', '.live', '.counts b'],
      ...['.json-key', '.json-string', '.json-punctuation', '.json-mark', '.facts dt', '.chart-readout'],
    ]
    for (const text of texts) expect([text, (await contrast(page, text)) >= 4.5]).toEqual([text, true])
  })

  it('fits into windows from 360 to 1,600 pixels', async () => {
    await fill()
    const page = await opened.open()
    for (const width of [360, 768, 1_024, 1_600]) {
      const fits = async (what: string) => expect([width, what, await overhang(page)]).toEqual([width, what, 0])
      await page.setViewportSize({ width, height: 740 })
      await page.locator('.row').nth(2).waitFor()
      await fits('the list')
      for (const index of [0, 1, 2]) {
        await page.locator('.row').nth(index).click()
        await page.locator('.detail .json').waitFor()
        await fits('a detail')
        expect(await page.locator('.detail').evaluate((detail) => detail.scrollWidth - detail.clientWidth)).toBe(0)
        await page.keyboard.press('Escape')
      }
      await page.getByRole('button', { name: 'Break something' }).click()
      await fits('the form for faults')
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('link', { name: 'Playground' }).click()
      await page.locator('.card').waitFor()
      await fits('the playground')
      await page.getByRole('link', { name: /^Inbox/ }).click()
    }
    opened.sandbox.inbox.clear()
    await page.locator('.empty').waitFor()
    for (const width of [1_600, 360]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await overhang(page)).toBe(0)
    }
  })

  it('draws a column for the second in which something arrived', async () => {
    const page = await opened.open()
    const bars = page.locator('.chart path[data-verdict="recorded"]')
    expect(await bars.getAttribute('d')).toBe('')
    await postMobile(opened.url, 'id1', goodMobile)
    await page.waitForFunction(() =>
      /^M[\d.]+ 100V0h/.test(document.querySelector('.chart path')?.getAttribute('d') ?? ''),
    )
    await page.getByRole('button', { name: '10 min' }).click()
    await page.getByText('at most 0.2').waitFor()
  })

  it('says so when the sandbox has gone', async () => {
    const page = await opened.open()
    page.removeAllListeners('console')
    await page.route('**/sandbox/api/events', (route) => route.abort())
    await page.reload()
    await page.getByText('Not connected').waitFor()
  })
})
