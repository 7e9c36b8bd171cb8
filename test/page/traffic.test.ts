import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { goodMobile, postMobile } from '../sandbox/talk-to-sandbox'
import { describeInBrowser, usePage } from './open-page'

/** How far things move by themselves, as browsers count it: the worst window of five seconds (web.dev, CLS). */
async function followShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: { at: number; value: number }[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push({ at: entry.startTime, value: entry.value })
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () =>
    page.evaluate(() => {
      const { shifts } = window as unknown as { shifts: { at: number; value: number }[] }
      return Math.max(
        0,
        ...shifts.map(({ at }) =>
          shifts.filter((other) => other.at >= at && other.at < at + 5_000).reduce((sum, { value }) => sum + value, 0),
        ),
      )
    })
}

describeInBrowser('the page under a hundred requests a second', () => {
  const opened = usePage()

  /** Sends until the returned function is called, with the usual mistakes among it. */
  const traffic = () => {
    let goesOn = true
    let count = 0
    const run = async () => {
      while (goesOn) {
        const n = count++
        const body = { ...goodMobile, eventName: `event ${n % 7}`, customer_user_id: `u${n}` }
        if (n % 5 === 0) await postMobile(opened.url, '42', body)
        else if (n % 7 === 0) await postMobile(opened.url, 'id1', { ...body, eventValue: '{"af_revenue":"$5"}' })
        else if (n % 31 === 0) await postMobile(opened.url, 'id1', { ...body, appsflyer_id: undefined })
        else await postMobile(opened.url, `id${1 + (n % 3)}`, body)
        await wait(9)
      }
    }
    const running = run().catch(() => undefined)
    return () => {
      goesOn = false
      return running.then(() => count)
    }
  }

  it('opens what was clicked, ten of ten; holds still while it is pointed at; says how many are new; moves nothing', async () => {
    const page = await opened.open({ viewport: { width: 1_440, height: 1_000 } })
    const shifted = await followShifts(page)
    const stop = traffic()
    const startedMs = Date.now()
    await page.reload()
    await page.waitForFunction(() => document.querySelectorAll('.row').length > 20)
    await wait(500)
    let hits = 0
    for (let n = 0; n < 10; n++) {
      const box = await page
        .locator('.row')
        .nth(n % 5)
        .boundingBox()
      if (box === null) throw new Error('there is no such row')
      const at = [box.x + 200, box.y + box.height / 2] as const
      await page.mouse.move(...at, { steps: 2 })
      const aimed = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest('.row')?.id, at)
      // A person needs a moment from aiming to clicking.
      await wait(250)
      await page.mouse.click(...at)
      const title = page.getByRole('region', { name: `Request ${aimed?.replace('arrival-', '')}`, exact: true })
      await title.waitFor()
      hits++
      await page.keyboard.press('Escape')
      await page.mouse.move(5, 5)
    }
    expect(hits).toBe(10)

    await page.locator('.row').nth(2).hover()
    const held = await page.locator('.row').first().getAttribute('id')
    const fresh = page.getByRole('button', { name: /^\d+\+? new$/ })
    await fresh.waitFor()
    expect(await page.locator('.row').first().getAttribute('id')).toBe(held)
    await fresh.click()
    await page.waitForFunction((id) => document.querySelector('.row')?.id !== id, held)
    expect(await shifted()).toBeLessThan(0.1)
    const count = await stop()
    // Otherwise this proves nothing: but a busy machine sends what it can.
    expect((1_000 * count) / (Date.now() - startedMs)).toBeGreaterThan(20)
  })
})
