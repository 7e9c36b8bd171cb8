import type { Page } from 'playwright-core'
import { mobileV3 } from '../../spec/appsflyer/events/mobile-v3'
import { goodMobile, postMobile } from '../sandbox/talk-to-sandbox'
import { loadAxe, overhangOf } from './accessibility'
import { describeInBrowser, usePage } from './open-page'

/** What axe finds wrong: the rule and the place. */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  return await page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const options = only === undefined ? {} : { runOnly: [...only] }
    const { violations: found } = await axe.run({ ...options, resultTypes: ['violations'] })
    return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }, rules)
}

/** The sizes of all texts that can be seen. */
function textSizes(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const sizes = new Set<string>()
    while (texts.nextNode()) {
      const owner = texts.currentNode.parentElement
      if (owner?.checkVisibility() && texts.currentNode.textContent?.trim()) sizes.add(getComputedStyle(owner).fontSize)
    }
    return [...sizes]
  })
}

/** The texts in the chart, which is a canvas: each once. */
async function textsDrawn(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const texts = new Set<string>()
    Object.assign(window, { texts })
    const { fillText } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      texts.add(text)
      fillText.call(this, text, ...place)
    }
  })
  return async () => {
    await page.waitForFunction(() => (window as unknown as { texts: Set<string> }).texts.size > 2)
    return page.evaluate(() => [...(window as unknown as { texts: Set<string> }).texts].sort())
  }
}

/** Texts that do not fit where they stand, names of a sender's own left out; and choices whose words are longer than their field. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = [...document.querySelectorAll('.tile, .tile *, .chart-readout, .chart h3')].filter(
      (place) => place.checkVisibility() && !place.matches('.unseen') && place.scrollWidth > place.clientWidth + 1,
    )
    const choices = document.querySelectorAll<HTMLSelectElement>('.fields select, .replay select')
    const narrow = [...choices].filter((choice) => {
      if (!choice.checkVisibility()) return false
      const own = choice.getBoundingClientRect().width
      const free = choice.cloneNode(true) as HTMLSelectElement
      free.style.cssText = 'position: absolute; width: auto; min-width: 0; flex: none'
      choice.parentElement?.append(free)
      const wanted = free.getBoundingClientRect().width
      free.remove()
      return wanted > own + 1
    })
    return [...cut, ...narrow].filter((place) => place.clientWidth > 0).map((place) => place.textContent ?? '')
  })
}

/** What can be touched and is smaller than a finger: its words and its size. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll('button, select, input, textarea, summary, a')]
    return targets.flatMap((target) => {
      if (!target.checkVisibility({ visibilityProperty: true }) || target.matches('.skip')) return []
      // A link within a sentence is as high as its line (WCAG 2.2, target size: inline).
      const isInline = target.matches('a') && getComputedStyle(target).display === 'inline'
      const { width, height } = (target.closest('label.check') ?? target).getBoundingClientRect()
      const words = target.getAttribute('aria-label') ?? target.textContent?.trim() ?? ''
      return isInline || (width >= 43.9 && height >= 43.9) ? [] : [`${words}: ${width} x ${height}`]
    })
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
    await postMobile(opened.url, 'id1', { ...goodMobile, eventValue: '{"af_revenue":"5","email":"a@b.example"}' })
    await postMobile(opened.url, 'id1', goodMobile)
  }
  const inbox = (page: Page) => page.getByRole('link', { name: /^Inbox/ }).click()
  /** Everything that the page can look like, one after another. */
  const states: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
    ['empty', (page) => page.locator('.empty').waitFor()],
    ['list', (page) => fill().then(() => page.locator('.row').nth(5).waitFor())],
    ['pointed at', (page) => page.locator('.row').nth(1).hover()],
    [
      'lost event',
      async (page) => {
        await page.locator('.row[data-verdict="silently_dropped"]').click()
        await page.locator('.detail .json').waitFor()
      },
    ],
    ['corrected', (page) => page.getByRole('button', { name: 'Show the corrected body' }).click()],
    [
      'personal data',
      async (page) => {
        await page.keyboard.press('Escape')
        await page.locator('.row', { hasText: 'raw personal data' }).click()
        await page.locator('.json-line[data-flagged]').waitFor()
      },
    ],
    [
      'attempts',
      async (page) => {
        await page.keyboard.press('Escape')
        await page.locator('.row', { hasText: '2 attempts' }).click()
        await page.locator('.attempts').waitFor()
      },
    ],
    [
      'filters',
      async (page) => {
        await page.keyboard.press('Escape')
        await page.locator('.tile[data-verdict="recorded_with_losses"]').click()
        await page.getByRole('button', { name: 'Show all' }).waitFor()
      },
    ],
    [
      'faults',
      async (page) => {
        await page.getByRole('button', { name: /^Faults/ }).click()
        await page.getByRole('button', { name: 'Add this fault' }).click()
        await page.locator('.fault').waitFor()
      },
    ],
    [
      'raw data',
      async (page) => {
        await page.getByRole('button', { name: 'Done' }).click()
        await page.getByRole('link', { name: 'Raw data' }).click()
        await page.locator('.raw-rows td').first().waitFor()
      },
    ],
    [
      'disconnected',
      async (page) => {
        await inbox(page)
        page.removeAllListeners('console')
        await page.route('**/sandbox/api/events', (route) => route.abort())
        await page.reload()
        await page.getByRole('alert').waitFor()
        expect(await page.locator('.banner').textContent()).toContain('The sandbox does not answer.')
      },
    ],
  ]

  it.each([
    [1_440, 900, false],
    [390, 844, true],
  ])(
    'has no violation that axe finds in any state, in light and dark, %d pixels wide; five sizes of text, no heading left out',
    async (width, height, hasTouch) => {
      const page = await opened.open({ viewport: { width, height }, hasTouch, colorScheme: 'light' })
      const sizes = new Set<string>()
      const found: string[] = []
      const note = (state: string, faults: readonly string[]) =>
        found.push(...faults.map((fault) => `${state}: ${fault}`))
      for (const [state, enter] of states) {
        await enter(page)
        await loadAxe(page)
        note(state, await violations(page))
        await page.emulateMedia({ colorScheme: 'dark' })
        note(`${state}, dark`, await violations(page, ['color-contrast']))
        await page.emulateMedia({ colorScheme: 'light' })
        if ((await overhangOf(page)) > 0) note(state, ['is wider than the window'])
        if (hasTouch) note(state, await smallTargets(page))
        for (const size of await textSizes(page)) sizes.add(size)
      }
      expect(found).toEqual([])
      expect(sizes.size).toBeLessThanOrEqual(5)
    },
    // Eleven states, each looked at twice: a busy machine takes its time.
    90_000,
  )

  it('fits into windows from 360 to 1,600 pixels, with the detail whole in sight', async () => {
    await fill()
    const page = await opened.open()
    for (const width of [360, 768, 1_024, 1_600]) {
      const fits = async (what: string) => expect([width, what, await overhangOf(page)]).toEqual([width, what, 0])
      await page.setViewportSize({ width, height: 740 })
      await page.locator('.row').nth(2).waitFor()
      await fits('the list')
      for (const index of [0, 1, 2]) {
        await page.locator('.row').nth(index).click()
        const detail = page.locator('.detail')
        await detail.locator('.json').waitFor()
        await fits('a detail')
        expect(await detail.evaluate((place) => place.scrollWidth - place.clientWidth)).toBe(0)
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
        const box = await detail.boundingBox()
        expect([width, (box?.y ?? -1) >= 0, (box?.y ?? 0) + (box?.height ?? 1_000) <= 740]).toEqual([width, true, true])
        await page.keyboard.press('Escape')
      }
      await page.getByRole('link', { name: 'Playground' }).click()
      await page.locator('.card').first().waitFor()
      await fits('the playground')
      await inbox(page)
    }
  })

  it('cuts no word of its own from 360 to 1,440 pixels, and keeps what sends a request again in sight', async () => {
    await fill()
    for (const [eventCurrency, revenue] of [
      ['USD', '190500.5'],
      ['EUR', '71234.25'],
      [undefined, '48.00'],
    ] as const) {
      await postMobile(opened.url, 'id1', { ...goodMobile, eventCurrency, eventValue: `{"af_revenue":"${revenue}"}` })
      await postMobile(opened.url, '42', { ...goodMobile, eventCurrency, eventValue: `{"af_revenue":"${revenue}"}` })
    }
    const page = await opened.open()
    await page.locator('.row').first().waitFor()
    for (const width of [360, 390, 1_024, 1_280, 1_440]) {
      await page.setViewportSize({ width, height: 800 })
      await page.locator('.row[data-verdict="silently_dropped"]').first().click()
      const replay = page.getByRole('button', { name: 'Replay' })
      await replay.waitFor()
      const box = await replay.boundingBox()
      expect([width, (box?.y ?? 999) + (box?.height ?? 0) <= 800]).toEqual([width, true])
      expect([width, await cutTexts(page)]).toEqual([width, []])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^Faults/ }).click()
      expect([width, await cutTexts(page)]).toEqual([width, []])
      await page.keyboard.press('Escape')
      if (width !== 390) continue
      const list = await page.locator('.row').first().boundingBox()
      expect(list?.y).toBeLessThan(660)
    }
  })

  it('draws what arrived, and filters by a stretch of time that is dragged over', async () => {
    const page = await opened.open()
    const drawn = await textsDrawn(page)
    await postMobile(opened.url, 'id1', goodMobile)
    await page.locator('.row').waitFor()
    expect((await drawn()).filter((text) => !text.includes(':'))).toEqual(['0', '1'])
    const area = page.locator('.chart .u-over')
    const box = await area.boundingBox()
    if (box === null) throw new Error('there is no chart')
    const y = box.y + box.height / 2
    // The newest second stands at the right edge.
    await page.mouse.move(box.x + box.width - 2, y)
    await page.mouse.move(box.x + box.width - 3, y)
    await page.locator('.chart-readout', { hasText: /^\d\d:\d\d:\d\d: / }).waitFor()
    const drag = async (from: number, to: number) => {
      await page.mouse.move(box.x + from * box.width, y)
      await page.mouse.down()
      await page.mouse.move(box.x + to * box.width, y, { steps: 4 })
      await page.mouse.up()
    }
    await drag(0.1, 0.4)
    await page.getByText('No request in the inbox is like that.').waitFor()
    expect(page.url()).toMatch(/from=\d{13}&to=\d{13}/)
    await page.getByRole('button', { name: 'All times' }).click()
    await page.locator('.row').waitFor()
    await drag(0.5, 1)
    await page.waitForURL(/from=/)
    await page.locator('.row').waitFor()
    await page.getByRole('button', { name: '10 min' }).click()
    await page.getByText('at most 0.2').waitFor()
  })
})
