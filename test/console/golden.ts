import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Compares output with a file of test/console/golden. After a wanted change renew them all, and read the difference:
 * UPDATE_GOLDEN=1 npx jest test/console
 */
export function expectGolden(name: string, text: string): void {
  const folder = join(__dirname, 'golden')
  const path = join(folder, `${name}.txt`)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}

/** The width of the widest line, in characters. */
export function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => [...line].length))
}
