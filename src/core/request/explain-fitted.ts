import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Event } from '../domain/event'
import { redactedText, shorten } from '../person/clean-text'
import { nobody } from '../person/own-person'
import { scaleOf } from './build-request'
import { fitEvent, isCustom, isLongText, optionalContext, type Scale } from './fit-event'
import type { Target } from './target'

/** By which of fitEvent's rules something was left out. */
export type CutRule = 'said_twice' | 'custom_value' | 'context' | 'list' | 'long_text'

/** One thing that was left out of a body, or a list that lost its end. */
interface Cut {
  /** Of an event value or of optional context, shortened, without personal data. */
  readonly name: string
  /** What it took in the body, in the unit of its limit. */
  readonly size: number
  readonly rule: CutRule
  /** Of a list that was cut: how many of its elements are left, and how many there were. */
  readonly kept?: readonly [left: number, all: number]
}

/** Why and how a body was made smaller. */
export interface Trimming {
  readonly wholeSize: number
  readonly mostSize: number
  /** Of an endpoint whose event values have a limit of their own: characters of those. */
  readonly unit: 'bytes' | 'characters'
  /** The largest first; empty where nothing that may go would have been enough. */
  readonly cuts: readonly Cut[]
}

/** What fitEvent does with an event, piece by piece, for people to read; undefined where all of it fits. */
export function explainFitted(event: Event, target: Target): Trimming | undefined {
  const scale = scaleOf(target)
  const wholeSize = scale.bodyBytes(event, event.values)
  if (wholeSize <= scale.maxBytes) return undefined
  const fitted = fitEvent(event, scale)
  const cuts = fitted === undefined ? [] : [...valueCuts(event, fitted, scale), ...contextCuts(event, fitted, scale)]
  return {
    wholeSize,
    mostSize: scale.maxBytes,
    unit: contracts[target.endpoint].maxValuesLength === undefined ? 'bytes' : 'characters',
    cuts: cuts.sort((left, right) => right.size - left.size),
  }
}

type Left = Pick<Event, 'values'> & { readonly event: Event }

function valueCuts({ values }: Event, fitted: Left, scale: Scale): readonly Cut[] {
  return Object.keys(values).flatMap((key) => {
    const [before = null, after] = [values[key], fitted.values[key]]
    const name = shorten(redactedText(key, nobody), longestName)
    const size = scale.entryBytes(key, before)
    if (after === undefined) return [{ name, size, rule: ruleFor(key, before) }]
    if (!Array.isArray(before) || !Array.isArray(after) || after.length === before.length) return []
    const kept = [after.length, before.length] as const
    return [{ name, size: size - scale.entryBytes(key, after), rule: 'list' as const, kept }]
  })
}

function ruleFor(key: string, value: Event['values'][string]): CutRule {
  if (isCustom(key)) return 'custom_value'
  if (Array.isArray(value)) return 'list'
  return isLongText(key, value) ? 'long_text' : 'said_twice'
}

function contextCuts(event: Event, fitted: Left, scale: Scale): readonly Cut[] {
  return optionalContext.flatMap(([name, without]) => {
    const bare = without(event)
    if (bare === event || without(fitted.event) !== fitted.event) return []
    const size = scale.bodyBytes(event, fitted.values) - scale.bodyBytes(bare, fitted.values)
    return [{ name, size, rule: 'context' as const }]
  })
}

const longestName = 40
