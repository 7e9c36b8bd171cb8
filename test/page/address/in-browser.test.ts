import { goodMobile, postMobile } from '../../sandbox/talk-to-sandbox'
import { describeInBrowser, usePage } from '../open-page'

describeInBrowser('the address of the page', () => {
  const opened = usePage()

  it('keeps filters, tab and the opened request: a reload and a link show the same, and the back button goes back', async () => {
    await postMobile(opened.url, 'id1', { ...goodMobile, eventName: 'whole' })
    await postMobile(opened.url, '42', { ...goodMobile, eventName: 'bare' })
    const page = await opened.open()
    const names = async (count: number) => {
      await page.waitForFunction((wanted) => document.querySelectorAll('.row').length === wanted, count)
      return await page.locator('.row-name').allTextContents()
    }
    await names(2)
    await page.locator('.tile[data-verdict="silently_dropped"]').click()
    await page.getByRole('searchbox').fill('BARE')
    await page.waitForURL(/text=BARE/)
    await page.locator('.row').click()
    await page.locator('.detail h2', { hasText: 'bare' }).waitFor()
    const looksTheSame = async () => {
      await page.locator('.detail h2', { hasText: 'bare' }).waitFor()
      expect(await names(1)).toEqual(['bare'])
      expect(await page.getByRole('searchbox').inputValue()).toBe('BARE')
      expect(await page.locator('.tile[aria-pressed="true"]').getAttribute('data-verdict')).toBe('silently_dropped')
    }
    await page.reload()
    await looksTheSame()
    await page.getByRole('link', { name: 'Raw data' }).click()
    await page.locator('.raw-data').waitFor()
    await page.getByRole('link', { name: /^Inbox/ }).click()
    await looksTheSame()
    await page.goBack()
    await page.goBack()
    await looksTheSame()
    await page.goBack()
    await page.locator('.detail').waitFor({ state: 'detached' })
    expect(await names(1)).toEqual(['bare'])
    await page.goBack()
    expect(await names(2)).toEqual(['bare', 'whole'])
    await page.goForward()
    expect(await names(1)).toEqual(['bare'])
  })
  it('is scrolled in each tab for itself: another one begins at its top, and going back finds the place', async () => {
    for (let count = 0; count < 40; count++)
      await postMobile(opened.url, 'id1', { ...goodMobile, eventName: `e${count}` })
    const page = await opened.open({ viewport: { width: 390, height: 700 } })
    await page.locator('.row').nth(39).waitFor()
    const scrolled = () => page.evaluate(() => window.scrollY)
    const to = async (y: number) => {
      await page.evaluate((top) => window.scrollTo(0, top), y)
      // The page learns of it with the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    }
    await to(700)
    await page.getByRole('link', { name: 'Raw data' }).click()
    await page.locator('.raw-rows tbody tr').nth(39).waitFor()
    expect(await scrolled()).toBe(0)
    await page.getByRole('link', { name: /^Inbox/ }).click()
    await page.locator('.row').first().waitFor()
    expect(await scrolled()).toBe(700)
    await to(0)
    await page.getByRole('link', { name: 'Playground' }).click()
    await page.locator('.card').first().waitFor()
    expect(await scrolled()).toBe(0)
  })
})
