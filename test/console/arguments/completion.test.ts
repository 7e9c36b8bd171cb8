import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commands, groups } from '../../../src/console/arguments/command-table'
import { completionScript } from '../../../src/console/arguments/completion'
import { shells } from '../../../src/console/arguments/general-commands'

const folder = mkdtempSync(join(tmpdir(), 'completion '))
for (const shell of shells) writeFileSync(join(folder, `script.${shell}`), completionScript(shell))
writeFileSync(join(folder, 'my orders.csv'), '')
afterAll(() => rmSync(folder, { recursive: true }))

const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0
const suite = (shell: string) => {
  if (isThere(shell)) return describe
  process.stderr.write(`${shell} is not installed: its completions are not tried here.\n`)
  return describe.skip
}

/** What bash offers behind these words, the last of which is being typed. */
function offered(...words: readonly string[]): readonly string[] {
  const typed = ['appsflyer-destination', ...words].map((word) => `'${word}'`).join(' ')
  const script = [
    'set -u',
    'source ./script.bash',
    `COMP_WORDS=(${typed}); COMP_CWORD=${words.length}`,
    // As complete registered it.
    'function=$(complete -p appsflyer-destination | sed "s/.*-F \\([^ ]*\\) .*/\\1/")',
    '"$function"',
    `[ \${#COMPREPLY[@]} -eq 0 ] || printf "%s\\n" "\${COMPREPLY[@]}"`,
  ].join('\n')
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' })
  expect([stderr, status]).toEqual(['', 0])
  return stdout.split('\n').filter(Boolean)
}

suite('bash')('bash, with the script read', () => {
  const firsts = [...commands.map(({ name }) => name).filter((name) => !name.includes(' ')), ...Object.keys(groups)]

  test('offers all commands, and those that begin so', () => {
    expect(offered('')).toEqual([...firsts, '--help', '--version'])
    expect(offered('re')).toEqual(['reconcile'])
    expect(offered('ids', '')).toEqual(['learn', 'look-up', 'forget', 'stats'])
    expect(offered('help', 'sa')).toEqual(['sandbox'])
    expect(offered('completion', '')).toEqual([...shells])
  })

  test.each(commands.map((command) => [command.name, command.options] as const))(
    'offers all options of %s',
    (name, options) => {
      expect(offered(...name.split(' '), '--')).toEqual([...options.map((option) => `--${option.name}`), '--help'])
    },
  )

  test('offers files where files are taken, with blanks in their names, and nothing where a number is', () => {
    expect(offered('preview', '--config', '')).toContain('script.bash')
    expect(offered('preview', '--config', 'my')).toEqual(['my orders.csv'])
    expect(offered('send', '--config', 'c', 'my')).toEqual(['my orders.csv'])
    expect(offered('send', '--config', 'c', 'scr')).toHaveLength(shells.length)
    expect(offered('sandbox', '--port', '')).toEqual([])
    expect(offered('sandbox', '')).toEqual([])
    expect(offered('preview', '--only', 'r')).toEqual(['rejected'])
  })
})

describe.each(['zsh', 'fish'] as const)('%s', (shell) => {
  test('its script names every command and option', () => {
    const script = completionScript(shell)
    for (const { name, options } of commands) {
      for (const word of name.split(' ')) expect(script).toMatch(new RegExp(`\\b${word}\\b`))
      for (const option of options)
        expect(script).toContain(shell === 'zsh' ? `--${option.name}[` : `-l ${option.name} `)
    }
  })

  suite(shell)('itself', () => {
    test('reads the script', () => {
      const { stderr, status } = spawnSync(shell, ['-n', join(folder, `script.${shell}`)], { encoding: 'utf8' })
      expect([stderr, status]).toEqual(['', 0])
    })
  })
})
