import { InvalidAuthenticationError, type RequestClient } from '@segment/actions-core'
import { judgeProbe, probeRequest } from '../src/delivery/outcome/probe'
import type { Connection } from './connection'
import type { Settings } from './generated-types'
import { post } from './post'
import { readSettings } from './read-settings'
import { settingsProblems } from './settings-problems'

/**
 * Proves the key of every configured app with a request that AppsFlyer cannot record. Throws an error that names the
 * wrong ones and the settings they stand in.
 */
export async function proveKeys(request: RequestClient, settings: Settings, connection: Connection): Promise<void> {
  const problems = settingsProblems(settings)
  if (problems.length > 0) throw new InvalidAuthenticationError(problems.join(' '))
  const read = readSettings(settings, connection.endpoints)
  if (!read.ok) throw new InvalidAuthenticationError(read.message)
  const { configuration, keyLabels } = read
  const judgements = await Promise.all(
    configuration.apps.map(async (app, index) => {
      const probe = probeRequest(app, configuration)
      const { isGood, message } = judgeProbe(await post(request, probe), probe)
      return isGood ? [] : [`${keyLabels[index]} for ${app.app_id}: ${message}`]
    }),
  )
  const wrong = judgements.flat()
  if (wrong.length > 0) throw new InvalidAuthenticationError(wrong.join(' '))
}
