import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { documents, read, root } from './documents'

/** Every link within the repository leads to a file that is there, and to a heading that it has. */

const decisions = readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`)
const all = [...documents, ...decisions, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
const { homepage } = JSON.parse(read('package.json')) as { readonly homepage: string }
const ours = new RegExp(`^${homepage}/(?:blob|tree)/main/`)

/** What a document links to, without what stands in its fences and code. */
function linksOf(file: string): readonly string[] {
  const text = read(file)
    .replace(/^ *```[\s\S]*?^ *```$/gm, '')
    .replace(/`[^`\n]*`/g, 'code')
  return [...text.matchAll(/\]\(\s*([^)\s]+)\s*\)/g)].map(([, target = '']) => target)
}

/** The anchors that GitHub makes of a document's headings. */
function anchorsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, '')
  const seen = new Map<string, number>()
  return [...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, title = '']) => {
    const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = plain.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-')
    const before = seen.get(slug) ?? 0
    seen.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  })
}

const links = all.flatMap((file) => {
  return linksOf(file).flatMap((target) => {
    if (ours.test(target)) return [{ file, target, path: target.replace(ours, '') }]
    if (/^[a-z]+:/.test(target)) return []
    const path = target.startsWith('#') ? `${file}${target}` : normalize(join(dirname(file), target))
    return [{ file, target, path }]
  })
})

test('there are links to follow', () => {
  expect(links.length).toBeGreaterThan(100)
})

test('each leads to a file that is there, and to a heading of it', () => {
  const broken = links.filter(({ path }) => {
    const [file = '', anchor] = path.split('#')
    if (!existsSync(join(root, file))) return true
    if (anchor === undefined || statSync(join(root, file)).isDirectory()) return false
    return !anchorsOf(file).includes(anchor)
  })
  expect(broken.map(({ file, target }) => `${file}: ${target}`)).toEqual([])
})
