import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitCodes } from '../../src/commands/exit-codes'
import { commands } from '../../src/console/arguments/command-table'
import { commandHelp, exitCodeLines } from '../../src/console/arguments/usage'

/** docs/cli.md has the help of every command. After a wanted change: UPDATE_GOLDEN=1 npx jest test/docs/cli.test.ts */
const path = join(__dirname, '../../docs/cli.md')
const fence = (text: string) => `\`\`\`text\n${text}\`\`\`\n`
const start = '<!-- The help of each command; see test/docs/cli.test.ts. -->\n'

test('every command, with the options that its help names', () => {
  const sections = commands.map((command) => `\n### ${command.name}\n\n${fence(commandHelp(command))}`)
  const expected = sections.join('')
  const text = readFileSync(path, 'utf8')
  const [before = '', after = ''] = text.split(start)
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, `${before}${start}${expected}`)
  else expect(after).toBe(expected)
})

test('every exit code', () => {
  const text = readFileSync(path, 'utf8')
  for (const code of [...Object.values(exitCodes), 130, 143]) {
    expect(text).toMatch(new RegExp(`^\\|(?: 130,)? ${code}\\D`, 'm'))
    expect(exitCodeLines.join('\n')).toMatch(new RegExp(`(^ {2}|, )${code}\\b`, 'm'))
  }
})
