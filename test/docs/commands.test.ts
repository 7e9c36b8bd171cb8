import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArguments } from '../../src/console/arguments/parse-arguments'
import { startSandbox } from '../../src/sandbox/server/start-sandbox'
import { buildConnector, type ConnectorProcess } from '../airbyte/connector/connector-process'
import { documents, read, root } from './documents'
import { emptyFolder, type ReaderFolder, shopFolder } from './reader-folder'
import { type ShellBlock, shellBlocksOf } from './shell-blocks'
import { npmScripts, typedCommands } from './typed-commands'

/**
 * Every command that a document has its reader type is typed here, from the first block of the document to the last, in
 * one shell, against a sandbox. What needs AppsFlyer, Airbyte, Docker or Kubernetes says so behind its fence, and is held
 * against the table of commands.
 */

const all = [...documents, 'CONTRIBUTING.md'].map((file) => ({ file, blocks: shellBlocksOf(read(file)) }))
const shown = all.flatMap(({ file, blocks }) => blocks.map((block) => ({ file, ...block })))

/** Of a server of its own, which the test of that document starts. */
const runElsewhere: Readonly<Record<string, string>> = { 'docs/segment.md': 'test/destination/docs.test.ts' }

/** Nothing is there before the reader makes it. */
const fromNothing = ['docs/tutorial.md']

/** Something was accepted and learnt before. */
const afterSending = ['docs/proof.md']
const sent = 'appsflyer-destination send --config appsflyer.yaml --no-progress sent.ndjson'

const run = all
  .map(({ file, blocks }) => ({ file, blocks: blocks.filter((block) => block.notRun === null && isTyped(block)) }))
  .filter(({ file, blocks }) => blocks.length > 0 && runElsewhere[file] === undefined)

/** Whether there is anything in it but scripts of npm, which have tests of their own. */
function isTyped({ script }: ShellBlock): boolean {
  return script.split('\n').some((line) => line.trim() !== '' && !/^\s*(npm |#)/.test(line))
}

/** What the commands of each document did. */
const did = new Map<string, readonly Typed[]>()
const atOnce = 2

beforeAll(async () => {
  const program = buildConnector()
  const waiting = [...run]
  const typeNext = async (): Promise<void> => {
    const next = waiting.shift()
    if (next === undefined) return
    did.set(next.file, await typeDocument(next, program))
    await typeNext()
  }
  await Promise.all(Array.from({ length: atOnce }, typeNext)).finally(() => program.dispose())
}, 120_000)

test('there are commands to look at, run and not run', () => {
  expect(run.length).toBeGreaterThan(5)
  expect(shown.filter(({ notRun }) => notRun !== null).length).toBeGreaterThan(1)
  for (const [file, tested] of Object.entries(runElsewhere)) {
    expect(readFileSync(join(root, tested), 'utf8')).toContain(file)
  }
})

test('whatever is typed of this package is a command, with options that it has', () => {
  const refused = shown.flatMap(({ file, script }) =>
    typedCommands(script).flatMap(({ words }) => {
      const typed = parseArguments(words)
      return typed.kind === 'refused' ? [`${file}: ${words.join(' ')}: ${typed.message}`] : []
    }),
  )
  expect(refused).toEqual([])
})

test('the same of the arguments of containers in YAML', () => {
  const listed = documents.flatMap((file) =>
    [...read(file).matchAll(/^\s*args: (\[.*\])$/gm)].map(([, list = '']) => JSON.parse(list) as string[]),
  )
  expect(listed.length).toBeGreaterThan(0)
  for (const words of listed) expect({ words, ...parseArguments(words) }).toMatchObject({ words, kind: 'run' })
})

test('the scripts of npm exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: object }
  const named = shown.flatMap(({ script }) => npmScripts(script))
  expect(named.length).toBeGreaterThan(5)
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
})

test('no option names a day, which would be too long ago one day', () => {
  const dated = shown.flatMap(({ file, script }) =>
    [...script.matchAll(/(?:--(?:from|to|now)[ =]|[?&](?:from|to)=)["']?20\d\d\S*/g)].map(
      ([option]) => `${file}: ${option}`,
    ),
  )
  expect(dated).toEqual([])
})

describe.each(run)('$file', ({ file, blocks }) => {
  test.each(blocks.map((block, index) => ({ ...block, index })))('line $line', ({ exits, output, index }) => {
    const typed = did.get(file)?.[index]
    expect(typed).toEqual({ exits, output: expect.anything() })
    for (const piece of piecesOf(output ?? '')) expect(typed?.output).toContain(piece)
  })
})

async function typeDocument({ file, blocks }: (typeof run)[number], program: ConnectorProcess) {
  const cli = join(program.folder, 'cli.js')
  const sandbox = await startSandbox({ dataLockerFolder: join(program.folder, file.replace(/\W/g, '-')) })
  const folder = fromNothing.includes(file) ? emptyFolder(cli) : shopFolder(cli, sandbox.url)
  try {
    return await typeAll(afterSending.includes(file) ? sent : '', blocks, folder, sandbox.url)
  } finally {
    await sandbox.close()
    folder.dispose()
  }
}

interface Typed {
  /** Exit codes other than 0. */
  readonly exits: readonly number[]
  readonly output: string
}

/** Types the blocks one after the other into one shell. */
async function typeAll(
  before: string,
  blocks: readonly ShellBlock[],
  folder: ReaderFolder,
  url: string,
): Promise<readonly Typed[]> {
  const mark = '@@ block'
  const scripts = blocks.map(({ script }) => `echo; echo "${mark}"\n${readied(script, url)}\nwait`)
  const shell = spawn('bash', ['-c', `trap 'echo "@@ exit $?"' ERR\n${before}\n${scripts.join('\n')}`], {
    cwd: folder.path,
    env: {
      PATH: `${folder.bin}:${process.env['PATH']}`,
      HOME: folder.path,
      APPSFLYER_S2S_TOKEN: 'any-token',
      APPSFLYER_API_TOKEN: 'any-api-token',
    },
    stdio: 'pipe',
  })
  let printed = ''
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  }
  shell.stdin.on('error', () => undefined)
  // For the command that reads whom it is about.
  shell.stdin.end('user-1\n')
  await new Promise((resolve) => shell.on('close', resolve))
  const [, ...outputs] = printed.replaceAll(url.replace('http://', ''), '127.0.0.1:8080').split(mark)
  return outputs.map((output) => ({
    exits: [...output.matchAll(/^@@ exit (\d+)$/gm)].map(([, code]) => Number(code)),
    output: spaced(output),
  }))
}

/** The script as it is run here: another port, no second sandbox, nothing of npm, no stream without an end. */
function readied(script: string, url: string): string {
  return script
    .replaceAll('http://127.0.0.1:8080', url)
    .replace(/^.*\b(appsflyer-destination sandbox|npm)\b.*$/gm, (line) => {
      return line.includes(' sandbox') ? `echo "The sandbox takes events at ${url}"` : ':'
    })
    .replace(/curl -sN (\S+)/g, 'curl -sN --max-time 1 $1 || true')
}

/** What must be printed, in the pieces between the places that are left out. */
function piecesOf(output: string): readonly string[] {
  return output
    .split('\n')
    .flatMap((line) => line.split('…'))
    .map(spaced)
    .filter((piece) => piece !== '')
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
