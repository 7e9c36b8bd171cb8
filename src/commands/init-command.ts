import { basename, extname } from 'node:path'
import type { Given } from '../console/arguments/parse-arguments'
import { decodeInput } from '../console/inputs/decode-input'
import { detectFormat } from '../console/inputs/detect-format'
import { openInput } from '../console/inputs/open-input'
import { readEntries } from '../console/inputs/read-entries'
import { templateWith } from '../console/setup/configuration-template'
import { type Content, init } from '../console/setup/init'
import { describeProposal } from '../console/setup/proposal/describe-proposal'
import { propose } from '../console/setup/proposal/propose'
import { sampleStreams } from '../console/setup/proposal/sample-streams'
import { showStreams } from '../console/setup/proposal/show-proposal'
import { shellWord } from '../console/terminal/shell-word'
import { Unusable } from '../console/unusable'
import { exitCodes } from './exit-codes'

/** `init`: a configuration to start from; with events, one with a mapping for them. */
export async function initCommand(given: Given): Promise<number> {
  const path = given.text('output') ?? 'appsflyer.yaml'
  const isOfEvents = given.events !== undefined || given.isStdin === true
  if (!isOfEvents) {
    const idle = ['mapping', 'stream', 'csv', 'encoding'].find(
      (name) => given.has(name) || given.text(name) !== undefined,
    )
    if (idle !== undefined) throw new Unusable(`--${idle} is about events: name a file, or - for stdin.`)
    await init(path, given.has('force'), process)
    return exitCodes.fine
  }
  const { mapping, content } = await contentOf(given)
  if (given.has('mapping')) process.stdout.write(mapping)
  else await init(path, given.has('force'), process, content)
  return exitCodes.fine
}

/** The mapping alone, and the configuration around it. Throws Unusable where there is nothing to look at. */
async function contentOf(given: Given): Promise<{ readonly mapping: string; readonly content: Content }> {
  if (given.text('stream') === '') throw new Unusable('--stream takes the name of a stream.')
  const input = decodeInput(await openInput(given.events, process.stdin, false), given.text('encoding'))
  const format = detectFormat(input.name, input.head, given.has('csv'))
  const named = given.text('stream')
  const all = await sampleStreams(readEntries(input, format, named))
  input.close()
  if (all.length === 0) throw new Unusable(`${input.name} has no record to look at.`)
  // A configuration cannot name it.
  const samples = all.filter(({ stream }) => stream !== '')
  if (samples.length === 0)
    throw new Unusable(`The stream of all records of ${input.name} has an empty name: give it one.`)
  if (samples.length < all.length)
    process.stderr.write('A stream with an empty name is left out: no mapping can name it.\n')
  const name = named ?? (given.events === undefined ? 'events' : basename(given.events, extname(given.events)))
  const { streams, appIds } = propose(samples, name)
  const needsStream = samples.some(({ stream, rows }) => (stream === undefined || stream === named) && rows.length > 0)
  const option = needsStream ? `--stream ${shellWord(name)} ` : ''
  const events = given.events === undefined ? 'EVENTS' : `${option}${shellWord(given.events)}`
  return {
    mapping: showStreams(streams, 0),
    content: {
      text: templateWith(showStreams(streams, 2), appIds),
      found: describeProposal(input.name, samples, streams),
      events,
    },
  }
}
