import type { Json } from '../../json/json'
import type { CleanText, CleanValues } from '../domain/event'

/** No values at all. */
export const noCleanValues = {} as CleanValues

/** Some of clean values are clean, too, … */
export function someOf(values: CleanValues, stays: (key: string) => boolean): CleanValues {
  const kept: Record<string, Json> = {}
  for (const key of Object.keys(values)) if (stays(key)) kept[key] = values[key] ?? null
  return kept as CleanValues
}

/** … and so are they with some lists, those that `isCut` names, cut to their first elements, … */
export function withShortLists(
  values: CleanValues,
  length: number,
  isCut: (key: string, value: Json | undefined) => value is readonly Json[],
): CleanValues {
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    isCut(key, value) ? value.slice(0, length) : value,
  ])
  return Object.fromEntries(entries) as CleanValues
}

/** … and with a clean text beside them, under a name of ours. */
export function withText(values: CleanValues, name: string, text: CleanText): CleanValues {
  return { ...values, [name]: text }
}
