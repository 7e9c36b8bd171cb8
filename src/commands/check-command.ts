import type { Configuration } from '../../spec/configuration/configuration'
import type { Environment } from '../../spec/configuration/reading/environment'
import type { Given } from '../console/arguments/parse-arguments'
import { openEvents } from '../console/inputs/open-events'
import { check } from '../console/setup/check'
import { deepCheck } from '../console/setup/deep-check'
import { sampleOf } from '../console/setup/sample-of'
import { styleFor } from '../console/terminal/style'
import { Unusable } from '../console/unusable'
import { createFetch } from '../delivery/transport/proxied-fetch'
import { postFor, tellingProxies } from '../wiring/delivery'
import { tryMemoryFor } from '../wiring/memory'
import { tryLedgerFor, tryRejectedStoreFor } from '../wiring/stores'
import { exitCodes } from './exit-codes'

/** `check` in words. */
export async function checkCommand(given: Given, environment: Environment | undefined): Promise<number> {
  const { stdout, stderr, env } = process
  if (given.events !== undefined && !given.has('deep'))
    throw new Unusable('check takes events for --deep alone: preview shows what becomes of them.')
  const isGood = await check(given.text('config') ?? '', {
    environment,
    isQuiet: given.has('quiet'),
    style: styleFor(stdout, env),
    now: Date.now,
    createPost: postFor,
    tryStore: tryRejectedStoreFor,
    tryLedger: tryLedgerFor,
    tryMemory: tryMemoryFor,
    lookDeeper: given.has('deep') ? (configuration) => lookDeeper(given, configuration) : undefined,
    stdout,
    stderr,
  })
  return isGood ? exitCodes.fine : exitCodes.failed
}

async function lookDeeper(given: Given, configuration: Configuration) {
  const { stdin, stdout, env } = process
  const events = given.events === undefined ? undefined : await openEvents(given, configuration, stdin)
  const job = {
    devKey: configuration.dev_key,
    apiToken: configuration.api_token,
    sample: events && (await sampleOf(events.read(), configuration, Date.now())),
    mobileAppId: configuration.apps.find(({ platform }) => platform !== 'web')?.app_id,
    baseUrl: configuration.endpoints.api,
    fetch: tellingProxies(() => createFetch(env)),
    nowMs: Date.now,
  }
  return deepCheck(job, styleFor(stdout, env))
}
