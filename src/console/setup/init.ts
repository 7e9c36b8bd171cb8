import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../../storage/error-code'
import { describeFileError } from '../inputs/describe-file-error'
import { shellWord } from '../terminal/shell-word'
import { fitted } from '../terminal/wrap-text'
import { Unusable } from '../unusable'
import { configurationTemplate } from './configuration-template'

export interface Screen {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

/** What is written, and how it came about. */
export interface Content {
  readonly text: string
  /** What a look at events found, a sentence each. */
  readonly found?: readonly string[]
  /** The events that were looked at, and how they are read with the mapping: `--stream orders orders.csv`. */
  readonly events?: string
}

/**
 * Writes a configuration to start from, and says what to do next. `path` is - for stdout. A file that is there already
 * stays as it is, unless `force` is given.
 */
export async function init(
  path: string,
  force: boolean,
  { stdout, stderr }: Screen,
  content: Content = { text: configurationTemplate },
): Promise<void> {
  const { text, found = [], events } = content
  if (path === '-') {
    stdout.write(text)
    stderr.write(`\n${nextSteps('FILE', events)}`)
    return
  }
  if (/\.json$/i.test(path)) {
    throw new Unusable(`What init writes is YAML, for its comments: give ${path} a name that ends in .yaml.`)
  }
  await writeForOwner(path, force, text).catch(async (error: unknown) => {
    throw new Unusable(await describeWriteError(path, error))
  })
  const looked = found.map((sentence) => `${fitted(sentence)}\n`).join('')
  stdout.write(
    `Wrote ${path}. Fill in the S2S token and the ids of your apps.\n${looked}\n${nextSteps(shellWord(path), events)}`,
  )
}

/** Only its owner reads it: a token will stand there. A file that is overwritten would keep its rights. */
async function writeForOwner(path: string, force: boolean, text: string): Promise<void> {
  const file = await open(path, force ? 'w' : 'wx', ownerOnly)
  try {
    if ((await file.stat()).isFile()) await file.chmod(ownerOnly)
    await file.writeFile(text)
  } finally {
    await file.close()
  }
}

const ownerOnly = 0o600

function nextSteps(file: string, events = 'EVENTS'): string {
  return `Then:

  appsflyer-destination validate --config ${file}
  appsflyer-destination check --config ${file}
  appsflyer-destination preview --config ${file} ${events}
${events === 'EVENTS' ? '\nWhere streams are mapped, --stream NAME reads the rows of EVENTS as one of them.\n' : ''}`
}

async function describeWriteError(path: string, error: unknown): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (isFolder) return `${path} is a folder: give --output the name of a file, such as ${join(path, 'appsflyer.yaml')}.`
  const code = errorCode(error)
  if (code === 'EEXIST') {
    return `${path} exists already and stays as it is. --output FILE takes another name; --force overwrites it.`
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') return `The folder of ${path} is not there: make it first.`
  return describeFileError(path, error)
}
