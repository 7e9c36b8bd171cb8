import type { Json } from '../../json/json'
import { asText } from './values'

export type Platform = 'ios' | 'android' | 'web'

const platforms: ReadonlyMap<string, Platform> = new Map([
  ...['ios', 'ipados', 'tvos', 'watchos', 'visionos', 'iphone os', 'iphone', 'ipad'].map(
    (name) => [name, 'ios'] as const,
  ),
  ['android', 'android'],
  ...['web', 'browser', 'website'].map((name) => [name, 'web'] as const),
])

/** The platform a text names, in any case; undefined for every other text. */
export function platformOf(value: Json | undefined): Platform | undefined {
  return platforms.get(asText(value)?.toLowerCase() ?? '')
}
