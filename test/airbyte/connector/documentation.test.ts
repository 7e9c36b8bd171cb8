import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { parseCatalogText } from '../../../spec/airbyte/configured-catalog'
import { readMessage } from '../../../src/airbyte/protocol/messages/read-message'
import { prepare } from '../../../src/core/prepare'
import { configurationOf } from '../../configuration-of'

/** What docs/airbyte.md shows is so. */

const root = join(__dirname, '../../..')
const document = readFileSync(join(root, 'docs/airbyte.md'), 'utf8')
const { version, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

test('what it has one type is a configuration, a catalog and messages, and the record is sent', () => {
  const echoed = [...document.matchAll(/^echo '(.*)' >+ (\S+)$/gm)].map(([, text = '', file]) => ({ text, file }))
  expect(echoed.map(({ file }) => file)).toEqual(['config.json', 'catalog.json', 'messages.ndjson', 'messages.ndjson'])
  const [config, catalog, ...messages] = echoed.map(({ text }) => text)
  const configuration = configurationOf(JSON.parse(config ?? ''))
  expect(parseCatalogText(catalog ?? '')).toMatchObject({ ok: true })
  expect(messages.map((text, number) => readMessage({ number, text }).kind)).toEqual(['record', 'state'])
  const { stream, data } = JSON.parse(messages[0] ?? '').record
  expect(prepare({ stream, data }, configuration, Date.now()).outcome).toBe('send')
})

test('the five sync modes are listed where Airbyte looks for them', () => {
  const [, section = ''] = document.split('\n## Supported sync modes\n')
  const modes = section.split('\n## ')[0]?.match(/^\| (Full Refresh|Incremental) - /gm)
  expect(modes).toHaveLength(5)
})

test('its changelog has this version', () => {
  expect(document.split('\n## Changelog\n')[1]).toContain(`| ${version} |`)
})

/** The page is read in other places than the repository too, so it links to the rest of the project by address. */
const within = (target: string) => target.replace(/^\/(blob|tree)\/main\//, '')

test('its links lead into the page itself, or out by an address; none is relative', () => {
  const targets = linksOf(document)
  expect(targets.length).toBeGreaterThan(8)
  expect(targets.filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([])
  expect(document).not.toMatch(/<(a|img)\b|^\[[^\]]+\]:/m)
})

test('its links within the project lead somewhere', () => {
  const targets = linksOf(document).flatMap((target) => {
    if (target.startsWith('#')) return [`docs/airbyte.md${target}`]
    return target.startsWith(homepage) ? [within(target.slice(homepage.length))] : []
  })
  expect(targets.length).toBeGreaterThan(8)
  for (const target of targets) {
    const [file = '', anchor] = target.split('#')
    expect([file, existsSync(join(root, file))]).toEqual([file, true])
    if (anchor === undefined) continue
    const text = readFileSync(join(root, file), 'utf8')
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'))
    expect(anchors).toContain(anchor)
  }
})

test('it shows the mappings of the example connections as they are', () => {
  const shown = [...document.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, mapping]) => mapping)
  const examples = ['orders', 'segment-events', 'renewals']
  expect(shown).toEqual(
    examples.map((name) => readFileSync(join(root, `examples/airbyte/${name}/mapping.yaml`), 'utf8')),
  )
})

test('it says what to enter for a custom connector: image, tag and page are those of metadata.yaml', () => {
  const { data } = parse(readFileSync(join(root, 'metadata.yaml'), 'utf8'))
  const entered = [...document.matchAll(/^ {3}\| (\w[\w ]*) \| `([^`]+)` \|$/gm)].map(([, field, value]) => [
    field,
    value,
  ])
  expect(entered).toEqual([
    ['Connector display name', data.name],
    ['Docker repository name', data.dockerRepository],
    ['Docker image tag', data.dockerImageTag],
    ['Connector documentation URL', data.documentationUrl],
  ])
  expect(data.documentationUrl).toBe(`${homepage}/blob/main/docs/airbyte.md`)
})

function linksOf(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
}
