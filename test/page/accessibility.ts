import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Bodies are many signs of few colours, which test/page/look.test.ts looks at. */
const where = { include: ['.playground'], exclude: ['.json'] }

interface AxeRun {
  readonly passes: readonly unknown[]
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/** It comes by the debugger, which the page's policy does not bind. */
export async function loadAxe(page: Page): Promise<void> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe)
}

/** What axe finds in the playground, by the rules of WCAG 2.2 A and AA and good practice. */
export async function violationsIn(page: Page, rules: 'all rules' | 'colours'): Promise<readonly string[]> {
  await loadAxe(page)
  const runOnly = rules === 'all rules' ? allRules : ['color-contrast']
  const run: AxeRun = await page.evaluate(`axe.run(${JSON.stringify(where)}, ${JSON.stringify({ runOnly })})`)
  if (run.passes.length < (rules === 'all rules' ? 10 : 1)) throw new Error('axe has looked at nothing')
  return run.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 150)}`))
}

/** How far anything reaches beyond the window's right edge, in pixels. */
export function overhangOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Headings that are more than one level below the heading before them. */
export function jumpsIn(page: Page): Promise<readonly string[]> {
  return page.locator('h1, main:not([hidden]) :is(h2, h3, h4, h5)').evaluateAll((headings) => {
    const levels = headings.map(({ tagName }) => Number(tagName.slice(1)))
    return headings.flatMap((heading, index) =>
      (levels[index] ?? 0) > (levels[index - 1] ?? 0) + 1 ? [`${heading.tagName} ${heading.textContent}`] : [],
    )
  })
}

/** What has the focus, step by step, while Tab is pressed. `at` may press other keys. */
export async function walkByTab(page: Page, steps: number, at: (name: string) => Promise<void>): Promise<string[]> {
  const names: string[] = []
  for (let step = 0; step < steps; step += 1) {
    const name = await page.evaluate(() => {
      const { activeElement: focused } = document
      return focused?.id || focused?.getAttribute('aria-label') || focused?.textContent?.trim().slice(0, 24) || ''
    })
    names.push(name)
    await at(name)
    await page.keyboard.press('Tab')
  }
  return names
}
