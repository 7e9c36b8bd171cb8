import { createInterface } from 'node:readline'
import { completeAppId } from '../../spec/appsflyer/events/app-id'
import type { App, Configuration } from '../../spec/configuration/configuration'
import type { Given } from '../console/arguments/parse-arguments'
import { describeCounts, describeForgotten, whyNotThere } from '../console/ids/describe-memory'
import { mobileAppIds, readApp } from '../console/ids/mobile-apps'
import { isKnown, showUser, userJson, whyNobody } from '../console/ids/show-installs'
import { styleFor, widthFor } from '../console/terminal/style'
import { fitted } from '../console/terminal/wrap-text'
import { Unusable } from '../console/unusable'
import type { Memory } from '../memory/memory'
import { exitCodes } from './exit-codes'
import { configurationWithMemory, type IdsPorts, print, realPorts } from './ids-ports'

/** `ids look-up`: what the memory knows of a user. */
export async function idsLookUpCommand(given: Given, ports: IdsPorts = realPorts()): Promise<number> {
  const { configuration, appIds, customerUserId } = await readWhom(given, ports)
  const known = await asked(configuration, ports.openExisting, (memory) =>
    Promise.all(appIds.map(async (appId) => ({ appId, ...(await memory.knownOf(appId, customerUserId)) }))),
  )
  const users = (known ?? []).filter(isKnown)
  const { stdout, stderr, env } = ports
  if (given.has('json')) await print(ports, [JSON.stringify(userJson(users))])
  else if (users.length > 0) await print(ports, showUser(users, styleFor(stdout, env), widthFor(stdout)))
  else {
    const missing = known === undefined ? `${whyNotThere(configuration.memory)}\n` : ''
    stderr.write(`${fitted(missing + whyNobody(appIds, given.text('config') ?? ''))}\n`)
  }
  return users.length > 0 ? exitCodes.fine : exitCodes.failed
}

/** `ids forget`: takes away what the memory knows of a user. */
export async function idsForgetCommand(given: Given, ports: IdsPorts = realPorts()): Promise<number> {
  const { configuration, appIds: mobile, customerUserId } = await readWhom(given, ports)
  const holdsBack = given.has('hold-back')
  // Events of the web are held back, too.
  const appIds = holdsBack && given.text('app') === undefined ? configuration.apps.map(idOf) : mobile
  const open = holdsBack ? ports.openMemory : ports.openExisting
  const forgotten = await asked(configuration, open, async (memory) => {
    const counts = []
    for (const appId of appIds) {
      const { length: count } = await memory.installsOf(appId, customerUserId)
      if (holdsBack) await memory.eraseUser(appId, customerUserId)
      else await memory.forget(appId, customerUserId)
      counts.push({ appId, count })
    }
    await memory.flush()
    return counts
  })
  if (forgotten === undefined) throw new Unusable(whyNotThere(configuration.memory))
  await print(ports, [describeForgotten(forgotten, holdsBack)])
  return exitCodes.fine
}

/** `ids stats`: how much the memory holds. */
export async function idsStatsCommand(given: Given, ports: IdsPorts = realPorts()): Promise<number> {
  const configuration = await configurationWithMemory(given, ports)
  const counts = await asked(configuration, ports.openExisting, (memory) => memory.count())
  if (counts === undefined) throw new Unusable(whyNotThere(configuration.memory))
  await print(ports, given.has('json') ? [JSON.stringify(counts)] : describeCounts(counts, configuration.memory))
  return exitCodes.fine
}

function idOf({ platform, app_id }: App): string {
  return completeAppId(platform, app_id)
}

/** Asks a memory that is there already; undefined where it is not. */
async function asked<Answer>(
  configuration: Configuration,
  open: (configuration: Configuration) => Promise<Memory | undefined>,
  ask: (memory: Memory) => Promise<Answer>,
): Promise<Answer | undefined> {
  const memory = await open(configuration)
  if (memory === undefined) return undefined
  try {
    return await ask(memory)
  } finally {
    await memory.close().catch(() => undefined)
  }
}

/** Who is meant, and in which apps. */
async function readWhom(given: Given, ports: IdsPorts) {
  const configuration = await configurationWithMemory(given, ports)
  const all = mobileAppIds(configuration)
  const app = readApp(all, given.text('app'))
  const typed = given.text('user') ?? ''
  // Blanks around an id are no part of it, in raw data and in records, too.
  const customerUserId = (typed === '-' ? await firstLine(ports) : typed).trim()
  if (customerUserId === '')
    throw new Unusable('--user is empty: give the customer user id, or - to read it from stdin.')
  return { configuration, appIds: app === undefined ? all : [app], customerUserId }
}

async function firstLine({ stdin, stderr }: IdsPorts): Promise<string> {
  if (stdin.isTTY) stderr.write('The customer user id: ')
  const lines = createInterface({ input: stdin })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}
