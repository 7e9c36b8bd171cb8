import type { EventKind } from '../src/core/domain/event'
import { isMeant } from '../src/core/reading/values'

/**
 * What the field Send As makes of a mobile event: that an app was opened, which AppsFlyer takes of PCs, consoles and TVs. Undefined
 * where it says neither that nor nothing: what is meant is not guessed.
 */
export function sentAs(given: string | undefined): EventKind | undefined {
  if (!isMeant(given)) return 'mobile_event'
  const words = given
    ?.trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  return (['mobile_event', 'first_open', 'session'] as const).find((kind) => kind === words)
}
