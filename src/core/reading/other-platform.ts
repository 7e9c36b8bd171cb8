import { platforms } from '../../../spec/appsflyer/events/platforms'
import type { Json } from '../../json/json'
import { asText } from './values'

/** What records name as their platform. */
export type SaidAs = (typeof platforms)[keyof typeof platforms]['saidAs']

const longestText = 200

/** The PC, the console, the TV or Windows that a record names first, where an app for one is among these. */
export function otherPlatformIn(
  texts: readonly (Json | undefined)[],
  apps: readonly { readonly platform: keyof typeof platforms }[],
): SaidAs | undefined {
  const others = apps.map(({ platform }) => platforms[platform]).filter(({ words }) => words !== undefined)
  if (others.length === 0) return undefined
  for (const said of texts) {
    const text = asText(said)
      ?.slice(0, longestText)
      .toLowerCase()
      .replace(/[._-]+/g, ' ')
    const named = text === undefined ? undefined : others.find(({ words }) => words?.test(text) === true)
    if (named !== undefined) return named.saidAs
  }
  return undefined
}
