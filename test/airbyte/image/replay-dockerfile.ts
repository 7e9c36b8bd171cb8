import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readDockerfile, root, type Stage } from './read-dockerfile'

/** A stage's file system, as far as the Dockerfile makes it: a folder that stands for its `/`. */
export interface ReplayedImage {
  readonly folder: string
  /** Why the replay could not go on, such as a registry that does not answer. */
  readonly problem?: string
}

/**
 * Does what the Dockerfile says, without an engine: each stage in a folder of its own below `place`, COPY out of the
 * context that .dockerignore leaves or out of an earlier stage, RUN with the npm and the Node of this machine. What only
 * concerns users of the image is left out, and the packages for building are those that lie here already.
 */
export function replayDockerfile(place: string): ReplayedImage {
  const folders = new Map<string, string>()
  for (const [index, stage] of readDockerfile().entries()) {
    const folder = join(place, stage.name === '' ? `stage-${index}` : stage.name)
    folders.set(stage.name, folder)
    const problem = replayStage(stage, folder, folders)
    if (problem !== undefined) return { folder, problem }
  }
  return { folder: folders.get('') ?? place }
}

function replayStage(stage: Stage, folder: string, earlier: ReadonlyMap<string, string>): string | undefined {
  let workdir = folder
  mkdirSync(workdir, { recursive: true })
  for (const { keyword, text } of stage.instructions) {
    if (keyword === 'WORKDIR') {
      workdir = join(folder, text)
      mkdirSync(workdir, { recursive: true })
    } else if (keyword === 'COPY') copy(text, workdir, earlier)
    else if (keyword === 'RUN') {
      const problem = run(text, workdir)
      if (problem !== undefined) return problem
    }
  }
  return undefined
}

function copy(text: string, workdir: string, earlier: ReadonlyMap<string, string>): void {
  const words = text.split(' ').filter((word) => !word.startsWith('--'))
  const from = /--from=(\S+)/.exec(text)?.[1]
  const target = words.at(-1) ?? '.'
  for (const source of words.slice(0, -1)) {
    if (source === '.') {
      for (const name of contextNames()) cpSync(join(root, name), join(workdir, name), { recursive: true })
    } else if (from === undefined) {
      if (!contextNames().includes(source)) throw new Error(`.dockerignore keeps ${source} out of the build`)
      cpSync(join(root, source), join(workdir, target, source))
    } else {
      const isFolder = target.endsWith('/') || target === '.'
      const path = isFolder ? join(workdir, target, basename(source)) : join(workdir, target)
      cpSync(join(earlier.get(from) ?? from, source), path, { recursive: true })
    }
  }
}

/** .dockerignore lists what the build gets: everything is out, some names at the top are in. */
function contextNames(): readonly string[] {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (rules[0] !== '*' || rules.slice(1).some((rule) => !/^!\.?[\w.-]+$/.test(rule))) {
    throw new Error('.dockerignore has rules that this replay does not know')
  }
  return rules.slice(1).map((rule) => rule.slice(1))
}

function run(command: string, workdir: string): string | undefined {
  if (command === 'npm ci --ignore-scripts') {
    symlinkSync(join(root, 'node_modules'), join(workdir, 'node_modules'), 'dir')
    return undefined
  }
  if (!command.startsWith('npm ')) return undefined
  const result = spawnSync('sh', ['-c', `${command} --prefer-offline`], {
    cwd: workdir,
    encoding: 'utf8',
    timeout: 240_000,
  })
  if (result.status === 0) return undefined
  const output = `${result.stdout}\n${result.stderr}`
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(output)) return 'the npm registry does not answer'
  throw new Error(`${command} failed in ${workdir}:\n${output.slice(-4_000)}`)
}
