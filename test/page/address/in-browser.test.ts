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
})
