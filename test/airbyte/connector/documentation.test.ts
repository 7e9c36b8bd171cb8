import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCatalogText } from '../../../spec/airbyte/configured-catalog'
import { readMessage } from '../../../src/airbyte/protocol/messages/read-message'
import { parseConfigurationText } from '../../../src/configuration/parse-configuration-text'

/** What docs/airbyte.md shows is so. */

const root = join(__dirname, '../../..')
const document = readFileSync(join(root, 'docs/airbyte.md'), 'utf8')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

test('its configuration is one', () => {
  const [, example = ''] = /```json\n(\{\n[\s\S]*?)```/.exec(document) ?? []
  const environment = { APPSFLYER_S2S_TOKEN: 'token' }
  expect(parseConfigurationText(example, { environment })).toMatchObject({ ok: true, warnings: [] })
})

test('what it has one type is a configuration, a catalog and messages', () => {
  const echoed = [...document.matchAll(/^echo '(.*)' >+ (\S+)$/gm)].map(([, text = '', file]) => ({ text, file }))
  expect(echoed.map(({ file }) => file)).toEqual(['config.json', 'catalog.json', 'messages.ndjson', 'messages.ndjson'])
  const [config, catalog, ...messages] = echoed.map(({ text }) => text)
  expect(parseConfigurationText(config ?? '')).toMatchObject({ ok: true })
  expect(parseCatalogText(catalog ?? '')).toMatchObject({ ok: true })
  expect(messages.map((text, number) => readMessage({ number, text }).kind)).toEqual(['record', 'state'])
})

test('the five sync modes are listed where Airbyte looks for them', () => {
  const [, section = ''] = document.split('\n## Supported sync modes\n')
  const modes = section.split('\n## ')[0]?.match(/^\| (Full Refresh|Incremental) - /gm)
  expect(modes).toHaveLength(5)
})

test('its changelog has this version', () => {
  expect(document.split('\n## Changelog\n')[1]).toContain(`| ${version} |`)
})

test('its links within the project lead somewhere', () => {
  const links = [...document.matchAll(/\]\(([^)#:]+)(?:#([^)]*))?\)/g)]
  expect(links.length).toBeGreaterThan(3)
  for (const [, file = '', anchor] of links) {
    const text = readFileSync(join(root, 'docs', file), 'utf8')
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'))
    if (anchor !== undefined) expect(anchors).toContain(anchor)
  }
})
