import { destinationCatalog } from '../../../spec/airbyte/destination-catalog'
import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { platforms } from '../../../spec/appsflyer/events/platforms'
import type { App, Configuration } from '../../../spec/configuration/configuration'
import { ConfigurationError } from '../protocol/failures'
import { connectionStatus } from '../protocol/messages/messages'
import { answer } from './answer'
import type { Post } from './ports'
import { readConfiguration } from './read-files'
import type { ExitCode, Terminal } from './terminal'
import { describeTriedMemory, type TriedMemory } from './tried-memory'
import { type TriedApp, tryApps } from './try-apps'
import { tryErasures } from './try-erasures'

/**
 * `check`: whether AppsFlyer takes each app's key, without recording anything, and whether rejected records can be kept
 * (`tryStore` resolves to what is wrong). FAILED is exit code 0 too.
 */
export async function runCheck(
  configPath: string,
  terminal: Terminal,
  createPost: (configuration: Configuration) => Post,
  tryStore: (configuration: Configuration) => Promise<{ readonly message: string } | undefined>,
  tryMemory: (configuration: Configuration) => Promise<TriedMemory | undefined> = async () => undefined,
): Promise<ExitCode> {
  return answer(terminal, async () => {
    const loaded = await readConfiguration(configPath, terminal.environment)
    if (!loaded.ok) return connectionStatus('FAILED', loaded.message)
    const { configuration, warningsText } = loaded.value
    const post = tryPost(createPost, configuration)
    if (post instanceof ConfigurationError) return connectionStatus('FAILED', post.message)
    const [problem, memory, results, erasures] = await Promise.all([
      tryStore(configuration),
      tryMemory(configuration),
      tryApps(configuration, post),
      tryErasures(configuration, post, terminal.now()),
    ])
    const bad = results.filter(({ isGood }) => !isGood)
    const isGood = bad.length === 0 && problem === undefined && memory?.isGood !== false && erasures?.isGood !== false
    const lines = [
      ...describeTried(isGood ? results : bad),
      ...(erasures === undefined ? [] : [`Erasures: ${erasures.message}`]),
      ...(problem === undefined ? [] : [problem.message]),
      ...(memory === undefined ? [] : [`Memory: ${describeTriedMemory(memory)}`]),
    ]
    return connectionStatus(isGood ? 'SUCCEEDED' : 'FAILED', [...lines, warningsText].filter(Boolean).join('\n'))
  })
}

/** What is the same of several apps is said once. */
function describeTried(results: readonly TriedApp[]): readonly string[] {
  const apps = new Map<string, string[]>()
  for (const { app, message } of results) apps.set(message, [...(apps.get(message) ?? []), showApp(app)])
  return [...apps].map(([message, names]) => `${names.join(', ')}: ${message}`)
}

function tryPost(createPost: (configuration: Configuration) => Post, configuration: Configuration) {
  try {
    return createPost(configuration)
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}

/** `discover`: the objects that data activation can send to, as far as the configured apps take them. */
export async function runDiscover(configPath: string, terminal: Terminal): Promise<ExitCode> {
  return answer(terminal, async () => {
    const loaded = await readConfiguration(configPath, terminal.environment)
    if (!loaded.ok) return { type: 'config_error', message: loaded.message }
    return { type: 'DESTINATION_CATALOG', destination_catalog: destinationCatalog(loaded.value.configuration) }
  })
}

function showApp({ platform, app_id }: App): string {
  return `${platforms[platform].title} app ${completeAppId(platform, app_id)}`
}
