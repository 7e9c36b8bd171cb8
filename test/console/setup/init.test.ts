import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfigurationText } from '../../../src/configuration/parse-configuration-text'
import { configurationTemplate } from '../../../src/console/setup/configuration-template'
import { init } from '../../../src/console/setup/init'
import { widest } from '../golden'

const environment = {
  APPSFLYER_S2S_TOKEN: 'token',
  APPSFLYER_DEV_KEY: 'dev-key',
  AWS_ACCESS_KEY_ID: 'AKIA',
  AWS_SECRET_ACCESS_KEY: 'secret',
}
const told = (text: string) => {
  const parsed = parseConfigurationText(text, { environment })
  const lines = (list: typeof parsed.warnings) => list.map(({ path, message }) => `${path} ${message}`.trim())
  return { problems: parsed.ok ? [] : lines(parsed.problems), warnings: lines(parsed.warnings) }
}
const fine = { problems: [], warnings: [] }

const filled = configurationTemplate.replace('<S2S token>', 'pasted').replace('<app id>', 'id123456789')
const lines = filled.split('\n')
const isExample = (line: string | undefined) => line?.startsWith('# ') === true

/** The first and the last line of each block of examples. */
const blocks = lines.flatMap((line, first) => {
  if (!isExample(line) || isExample(lines[first - 1])) return []
  const length = lines.slice(first).findIndex((other) => !isExample(other))
  return [{ name: line, first, last: first + length - 1 }]
})
const uncommented = (chosen: readonly (typeof blocks)[number][]) =>
  lines
    .map((line, index) => (chosen.some(({ first, last }) => index >= first && index <= last) ? line.slice(2) : line))
    .join('\n')

describe('the template', () => {
  test('is refused as it is, by the names of what is to be filled in', () => {
    expect(told(configurationTemplate).problems).toEqual([
      's2s_token is a placeholder (<…>): paste the S2S token of the account',
      'apps[0].app_id is a placeholder (<…>): take the id from the AppsFlyer dashboard',
    ])
  })

  test.each(['pasted', `\${APPSFLYER_S2S_TOKEN}`])('is a configuration with the token %s and an app id', (token) => {
    expect(told(filled.replace('pasted', token))).toEqual(fine)
  })

  test('has examples for the mapping, privacy, delivery and rejected records', () => {
    expect(blocks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['# streams:', '# privacy:', '# delivery:', '# rejected_records:', '# endpoints:']),
    )
  })

  test.each(blocks.map((block) => [block.name, block] as const))('its example %s is valid', (_, block) => {
    expect(uncommented([block])).not.toBe(filled)
    expect(told(uncommented([block]))).toEqual(fine)
  })

  test('all its examples together are valid, with one place for rejected records', () => {
    expect(told(uncommented(blocks.filter(({ name }) => name !== '# object_storage_config:')))).toEqual(fine)
    expect(told(uncommented(blocks)).problems).toEqual([
      'rejected_records.storage must be none when object_storage_config is set: keep one',
    ])
  })

  test('an example says what happens without it, where it is a default', () => {
    const configurationIn = (text: string) => {
      const parsed = parseConfigurationText(text, { environment })
      return parsed.ok ? parsed.configuration : undefined
    }
    const defaults = blocks.filter(({ name }) => /^# (privacy|late_events|delivery):/.test(name))
    expect(defaults).toHaveLength(3)
    expect(configurationIn(uncommented(defaults))).toEqual(configurationIn(filled))
  })

  test('fits 80 columns', () => {
    expect(widest(configurationTemplate)).toBeLessThanOrEqual(80)
  })
})

describe('init', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'init-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const run = async (path: string, force = false) => {
    const printed = { stdout: '', stderr: '' }
    await init(path, force, {
      stdout: { write: (text) => (printed.stdout += text) },
      stderr: { write: (text) => (printed.stderr += text) },
    })
    return printed
  }

  test('writes a file for its owner alone, and says the next commands', async () => {
    const path = join(folder, 'shop.yaml')
    const { stdout, stderr } = await run(path)
    expect(readFileSync(path, 'utf8')).toBe(configurationTemplate)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(stdout).toBe(`Wrote ${path}. Fill in the S2S token and the ids of your apps.

Then:

  appsflyer-destination validate --config ${path}
  appsflyer-destination check --config ${path}
  appsflyer-destination preview --config ${path} EVENTS

Where streams are mapped, --stream NAME reads the rows of EVENTS as one of them.
`)
    expect(stderr).toBe('')
  })

  test('a name with a blank stands in quotes where it is to be copied', async () => {
    const path = join(folder, "the shop's.yaml")
    expect((await run(path)).stdout).toContain(`--config '${join(folder, "the shop'\\''s.yaml")}'\n`)
  })

  test('keeps a file that is there, unless it is forced', async () => {
    const path = join(folder, 'shop.yaml')
    writeFileSync(path, 'mine')
    await expect(run(path)).rejects.toThrow(
      `${path} exists already and stays as it is. --output FILE takes another name; --force overwrites it.`,
    )
    expect(readFileSync(path, 'utf8')).toBe('mine')
    chmodSync(path, 0o644)
    await run(path, true)
    expect(readFileSync(path, 'utf8')).toBe(configurationTemplate)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('prints nothing but the template to stdout for a dash', async () => {
    const { stdout, stderr } = await run('-')
    expect(stdout).toBe(configurationTemplate)
    expect(stderr).toContain('appsflyer-destination validate --config FILE\n')
  })

  test.each([
    ['shop.json', 'What init writes is YAML'],
    ['missing/shop.yaml', /^The folder of .* is not there: make it first\.$/],
    ['', /^\S+ is a folder: give --output the name of a file, such as \S+appsflyer\.yaml\.$/],
  ])('%j cannot be written, and why is told, forced or not', async (name, message) => {
    await expect(run(join(folder, name))).rejects.toThrow(message)
    await expect(run(join(folder, name), true)).rejects.toThrow(message)
  })
})
