import { InvalidAuthenticationError, type RequestClient } from '@segment/actions-core'
import type { App } from '../spec/configuration/configuration'
import { judgeProbe, probeRequest } from '../src/delivery/outcome/probe'
import type { Connection } from './connection'
import type { Settings } from './generated-types'
import { post } from './post'
import { readSettings } from './read-settings'

const keyNames: Readonly<Record<App['platform'], string>> = {
  ios: 'iOS key',
  android: 'Android key',
  web: 'Web S2S API token',
}

/**
 * Proves the key of every configured app with a request that AppsFlyer cannot record. Throws an error that names the
 * wrong ones.
 */
export async function proveKeys(request: RequestClient, settings: Settings, connection: Connection): Promise<void> {
  const read = readSettings(settings, connection.endpoints)
  if (!read.ok) throw new InvalidAuthenticationError(read.message)
  const { configuration } = read
  const judgements = await Promise.all(
    configuration.apps.map(async (app) => {
      const probe = probeRequest(app, configuration)
      const { isGood, message } = judgeProbe(await post(request, probe), probe.url)
      return isGood ? [] : [`${keyNames[app.platform]}: ${message}`]
    }),
  )
  const wrong = judgements.flat()
  if (wrong.length > 0) throw new InvalidAuthenticationError(wrong.join(' '))
}
