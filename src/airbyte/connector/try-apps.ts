import type { App, Configuration } from '../../../spec/configuration/configuration'
import { kindOfServer } from '../../../spec/configuration/kind-of-server'
import { proofOfAnswer } from '../../delivery/outcome/key-proof'
import { type Judgement, judgeProbe, probeRequest } from '../../delivery/outcome/probe'
import type { Post } from './ports'

/** An app, the server that was asked about its key, and what came of it. */
export interface TriedApp extends Judgement {
  readonly app: App
  /** With its port, where that is not the usual one. */
  readonly host: string
}

/** Asks for each app, all at the same time, whether AppsFlyer takes its key; nothing is recorded. */
export function tryApps(configuration: Configuration, post: Post): Promise<readonly TriedApp[]> {
  return Promise.all(
    configuration.apps.map(async (app) => {
      const { url, judgement } = await tryApp(app, configuration, post)
      return { app, host: new URL(url).host, ...judgement }
    }),
  )
}

async function tryApp(app: App, configuration: Configuration, post: Post) {
  const probe = probeRequest(app, configuration)
  const first = judgeProbe(await post(probe), probe)
  // One refusal alone may be a lapse of the service.
  const judgement = refusesKey(first) ? judgeProbe(await post(probe), probe) : first
  const other = otherVersionOf(app)
  if (other === undefined || !refusesKey(judgement)) return { url: probe.url, judgement }
  const isOther = await isKeyOf(other.app, probe.url, configuration, post)
  return { url: probe.url, judgement: isOther ? { ...judgement, message: other.message } : judgement }
}

function refusesKey({ short }: Judgement): boolean {
  return short === 'refuses the key'
}

/** Both versions have the same apps and different keys, so the other one tells whether the key is of the other kind. */
function otherVersionOf(app: App): { readonly app: App; readonly message: string } | undefined {
  if (!('api_version' in app)) return undefined
  if (app.api_version === 'v2') {
    const message =
      'this is not a dev key but an S2S token: mobile v3 takes it, and v2 does not. Give it as s2s_token, and leave api_version out.'
    return { app: { ...app, api_version: 'v3' }, message }
  }
  const message =
    'this is not an S2S token but a dev key: mobile v2 takes it, and v3 does not. Give the S2S token, which is in AppsFlyer under Security center, Manage AppsFlyer tokens; or this one as dev_key, with api_version: v2.'
  return { app: { ...app, api_version: 'v2' }, message }
}

/** Never asks a server that the key was not meant for. */
async function isKeyOf(app: App, askedUrl: string, configuration: Configuration, post: Post): Promise<boolean> {
  const probe = probeRequest(app, configuration)
  const isSameServer = new URL(probe.url).host === new URL(askedUrl).host
  const areAppsflyers = kindOfServer(probe.url) === 'appsflyer' && kindOfServer(askedUrl) === 'appsflyer'
  if (!isSameServer && !areAppsflyers) return false
  const answer = await post(probe)
  return !('failure' in answer) && proofOfAnswer(probe, answer.status, answer.text, answer.form).verdict === 'good'
}
