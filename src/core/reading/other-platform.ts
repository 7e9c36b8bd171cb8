import { type AppPlatform, type Platform, platforms } from '../../../spec/appsflyer/events/platforms'
import type { Json } from '../../json/json'
import { asText } from './values'

/** What records name as their platform. */
export type SaidAs = Platform['saidAs']

const longestText = 200

/** A PC, a console, a TV or Windows, where one of these texts names it and it is among the given platforms. */
export function otherPlatformIn(
  texts: readonly (Json | undefined)[],
  among: readonly AppPlatform[],
): SaidAs | undefined {
  const others = among.map((platform) => platforms[platform]).filter(({ words }) => words !== undefined)
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
