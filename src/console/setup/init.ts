import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../../storage/error-code'
import { describeFileError } from '../inputs/describe-file-error'
import { shellWord } from '../terminal/shell-word'
import { Unusable } from '../unusable'
import { configurationTemplate } from './configuration-template'

export interface Screen {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

/**
 * Writes a configuration to start from, and says what to do next. `path` is - for stdout. A file that is there already
 * stays as it is, unless `force` is given.
 */
export async function init(path: string, force: boolean, { stdout, stderr }: Screen): Promise<void> {
  if (path === '-') {
    stdout.write(configurationTemplate)
    stderr.write(`\n${nextSteps('FILE')}`)
    return
  }
  if (/\.json$/i.test(path)) {
    throw new Unusable(`What init writes is YAML, for its comments: give ${path} a name that ends in .yaml.`)
  }
  await writeForOwner(path, force).catch(async (error: unknown) => {
    throw new Unusable(await describeWriteError(path, error))
  })
  stdout.write(`Wrote ${path}. Fill in the S2S token and the ids of your apps.\n\n${nextSteps(shellWord(path))}`)
}

/** Only its owner reads it: a token will stand there. A file that is overwritten would keep its rights. */
async function writeForOwner(path: string, force: boolean): Promise<void> {
  const file = await open(path, force ? 'w' : 'wx', ownerOnly)
  try {
    if ((await file.stat()).isFile()) await file.chmod(ownerOnly)
    await file.writeFile(configurationTemplate)
  } finally {
    await file.close()
  }
}

const ownerOnly = 0o600

function nextSteps(file: string): string {
  return `Then:

  appsflyer-destination validate --config ${file}
  appsflyer-destination check --config ${file}
  appsflyer-destination preview --config ${file} EVENTS

Where streams are mapped, --stream NAME reads the rows of EVENTS as one of them.
`
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
