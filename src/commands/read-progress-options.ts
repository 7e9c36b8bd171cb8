import type { Given } from '../console/arguments/parse-arguments'
import { progressPath } from '../console/inputs/progress-path'
import type { Wish } from '../console/send/start-progress'
import { Unusable } from '../console/unusable'

/** What is to happen with the progress of an earlier send. Throws Unusable. */
export function readWish(given: Given): Wish {
  if (given.has('resume') && given.has('restart'))
    throw new Unusable('Choose: --resume goes on, --restart begins again.')
  if (given.has('resume')) return 'resume'
  return given.has('restart') ? 'restart' : 'none'
}

/** Where progress is kept: beside the events; nowhere for stdin, unless the user says so. Throws Unusable. */
export function progressPathOf(given: Given): string | undefined {
  const path = given.text('progress')
  if (given.has('no-progress')) {
    if (path !== undefined || given.has('resume')) throw new Unusable('--no-progress leaves nothing to go on with.')
    return undefined
  }
  if (path !== undefined) return path
  if (given.events !== undefined) return progressPath(given.events)
  if (given.has('resume')) throw new Unusable('Where is the progress? stdin needs --progress FILE to --resume.')
  return undefined
}
