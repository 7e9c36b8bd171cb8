import { InvalidAuthenticationError, type RequestClient } from '@segment/actions-core'
import { isErasable } from '../spec/appsflyer/erasure/opendsr'
import { completeAppId } from '../spec/appsflyer/events/app-id'
import { isTaken } from '../src/delivery/outcome/classify-erasure'
import { judgeProbe, probeRequest } from '../src/delivery/outcome/probe'
import type { Connection } from './connection'
import { erasureFailure, refusesApp } from './erasure-failure'
import { erasureOf, postErasure } from './erasure-request'
import type { Settings } from './generated-types'
import { post } from './post'
import { readSettings } from './read-settings'
import { settingsProblems } from './settings-problems'

/**
 * Proves the key of every configured app with a request that AppsFlyer cannot record, and the API token V2, where there
 * is one, with a request to the stub of its OpenDSR API. Throws an error that names the wrong ones and the settings they
 * stand in.
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
  // Those that deletions go to (erase-user).
  const apps = configuration.apps
    .filter(({ platform }) => isErasable(platform))
    .map(({ platform, app_id }) => ({ appId: completeAppId(platform, app_id), platform }))
  const refusals = await refusedErasures(request, settings.erasure_token?.trim() ?? '', apps, connection)
  const wrong = [...judgements.flat(), ...refusals]
  if (wrong.length > 0) throw new InvalidAuthenticationError(wrong.join(' '))
}

/**
 * What AppsFlyer says against erasing users of these apps. Only a refusal of the token or of an app counts: what else the
 * stub may answer must not keep a destination for events from being saved.
 */
async function refusedErasures(
  request: RequestClient,
  token: string,
  apps: readonly { readonly appId: string; readonly platform: string }[],
  connection: Connection,
): Promise<readonly string[]> {
  if (token === '') return []
  const api = { baseUrl: connection.erasureUrl, resource: 'stub', token } as const
  const told = await Promise.all(
    apps.map(async (app) => {
      const nowMs = connection.now()
      const answer = await postErasure(request, api, erasureOf(app, nobody, nowMs), nowMs)
      if (!('failure' in answer) && isTaken(answer)) return []
      const failure = erasureFailure(answer)
      return refusesApp(failure) ? [`Deleting users of ${app.appId}: ${failure.classification.message}`] : []
    }),
  )
  return told.flat()
}

const nobody = 'appsflyer-destination-test'
