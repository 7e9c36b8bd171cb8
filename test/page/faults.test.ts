import { goodMobile, postMobile } from '../sandbox/talk-to-sandbox'
import { describeInBrowser, usePage } from './open-page'

describeInBrowser('faults on the page', () => {
  const opened = usePage()

  it('breaks the next requests, counts down, and is mended', async () => {
    const page = await opened.open()
    await page.getByRole('button', { name: /^Faults/ }).click()
    await page.getByRole('button', { name: 'Down for 20 requests' }).click()
    await page.getByLabel('For the next … requests').fill('2')
    await page.getByLabel('Retry-After, seconds').fill('7')
    await page.getByRole('button', { name: 'Add this fault' }).click()
    const fault = page.locator('.fault')
    await fault.waitFor()
    expect(opened.sandbox.faults.list()).toEqual([{ status: 503, retryAfterSeconds: 7, requests: 2 }])
    const answer = await postMobile(opened.url, 'id1', goodMobile)
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '7'])
    await fault.getByText('next 1').waitFor()
    expect(await page.locator('.faults-button').textContent()).toBe('Faults 1')
    await page.getByRole('button', { name: 'Fix all' }).click()
    await fault.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Done' }).click()
    await page.locator('.row').click()
    await page.locator('.detail').getByText('(by a fault)').waitFor()
    expect((await postMobile(opened.url, 'id1', goodMobile)).status).toBe(200)
  })

  it('offers faults that the sandbox takes', async () => {
    const page = await opened.open()
    await page.getByRole('button', { name: /^Faults/ }).click()
    const presets = [
      ['Throttled', { status: 429, retryAfterSeconds: 1, probability: 0.3 }],
      ['Down for 20 requests', { status: 503, requests: 20 }],
      ['Connection reset', { reset: true, probability: 0.1 }],
      ['Answer lost', { reset: true, afterProcessing: true, requests: 5 }],
      ['Slow', { latencyMs: 2_000 }],
      ['Event lost', { lost: true, probability: 0.1 }],
      ['Event blocked', { blocked: true, probability: 0.1 }],
    ] as const
    for (const [index, [name]] of presets.entries()) {
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByRole('button', { name: 'Add this fault' }).click()
      await page.locator('.fault').nth(index).waitFor()
    }
    expect(opened.sandbox.faults.list()).toEqual(presets.map(([, fault]) => fault))
  })

  it('limits a fault to an endpoint and an app, adds another, and removes one of them', async () => {
    const page = await opened.open()
    await page.getByRole('button', { name: /^Faults/ }).click()
    const form = page.locator('.fault-form')
    await form.getByLabel('Endpoint').selectOption('web_visit')
    await form.getByRole('textbox', { name: 'App' }).fill('website-1')
    await form.getByRole('button', { name: 'Add this fault' }).click()
    await page.locator('.fault').waitFor()
    await form.getByRole('button', { name: 'Slow' }).click()
    await form.getByRole('button', { name: 'Add this fault' }).click()
    await page.getByRole('button', { name: 'Remove: 2,000 ms late' }).waitFor()
    expect(opened.sandbox.faults.list()).toMatchObject([
      { endpoint: 'web_visit', app: 'website-1' },
      { latencyMs: 2_000 },
    ])
    await page.getByRole('button', { name: /^Remove: answer 429/ }).click()
    await page.getByRole('button', { name: /^Remove: answer 429/ }).waitFor({ state: 'detached' })
    expect(opened.sandbox.faults.list()).toEqual([{ latencyMs: 2_000 }])
  })
})

describeInBrowser('a fault that makes no sense', () => {
  const opened = usePage()

  it("is refused in the sandbox's own words", async () => {
    const page = await opened.open()
    await page.getByRole('button', { name: /^Faults/ }).click()
    await page.getByLabel('Status', { exact: true }).fill('often')
    // A browser reports every answer of 400 as an error; here it is what is wanted.
    page.removeAllListeners('console')
    await page.getByRole('button', { name: 'Add this fault' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('status takes a status from 200 to 599')
    expect(opened.sandbox.faults.list()).toEqual([])
  })
})
