import { endpoints } from '../../../spec/appsflyer/events/contract'
import type { Fault } from './faults'

type Parsed = { readonly faults: readonly Fault[] } | { readonly error: string }

const mostFaults = 100

/** What each field takes; the words are for the message. */
const fields: { readonly [Field in keyof Fault]-?: readonly [test: (value: unknown) => boolean, takes: string] } = {
  status: [isIntegerWithin(200, 599), 'a status from 200 to 599'],
  body: [isText, 'text'],
  latencyMs: [isIntegerWithin(0, 600_000), 'whole milliseconds from 0 to 600000'],
  retryAfterSeconds: [isIntegerWithin(0, 86_400), 'whole seconds from 0 to 86400'],
  reset: [isBoolean, 'true or false'],
  afterProcessing: [isBoolean, 'true or false'],
  lost: [isBoolean, 'true or false'],
  blocked: [isBoolean, 'true or false'],
  unpaid: [isBoolean, 'true or false'],
  probability: [(value) => typeof value === 'number' && value >= 0 && value <= 1, 'a number from 0 to 1'],
  requests: [isIntegerWithin(1, 1_000_000_000), 'a whole number of at least 1'],
  endpoint: [(value) => endpoints.some((endpoint) => endpoint === value), `one of ${endpoints.join(', ')}`],
  app: [isText, 'an app id'],
}

/** Reads faults as they are sent to the API: one, or an array of them. Null means not set. */
export function parseFaults(value: unknown): Parsed {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length > mostFaults) return { error: `There can be at most ${mostFaults} faults.` }
  const faults: Fault[] = []
  for (const [index, item] of list.entries()) {
    const fault = setFieldsOf(item)
    const error = problemOf(fault)
    if (error !== undefined) return { error: Array.isArray(value) ? `Fault ${index + 1}: ${error}` : error }
    if (isFault(fault)) faults.push(fault)
  }
  return { faults }
}

function setFieldsOf(item: unknown): object | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null))
}

function problemOf(fault: object | undefined): string | undefined {
  if (fault === undefined) return 'A fault is an object, such as {"status": 503, "requests": 10}.'
  for (const [name, value] of Object.entries(fault)) {
    const rule = Object.entries(fields).find(([field]) => field === name)?.[1]
    if (rule === undefined)
      return `There is no field ${JSON.stringify(name.slice(0, 50))}; there are ${Object.keys(fields).join(', ')}.`
    if (!rule[0](value)) return `${name} takes ${rule[1]}.`
  }
  if (!effects.some((effect) => Object.hasOwn(fault, effect)))
    return `A fault needs at least one of ${effects.join(', ')}.`
  return areAtOdds(fault)
    ? 'lost, blocked and unpaid leave the answer as it is: only latencyMs goes with one of them.'
    : undefined
}

const effects = ['status', 'latencyMs', 'reset', 'lost', 'blocked', 'unpaid']

/** An event that is lost or blocked after AppsFlyer's own answer can have no other answer. */
function areAtOdds(fault: Fault): boolean {
  const { lost, blocked, unpaid, status, reset, afterProcessing, body, retryAfterSeconds } = fault
  const fates = [lost, blocked, unpaid].filter((fate) => fate === true).length
  if (fates === 0) return false
  const others = [status, body, retryAfterSeconds].some((field) => field !== undefined)
  return others || fates > 1 || reset === true || afterProcessing === true
}

function isFault(fault: object | undefined): fault is Fault {
  return problemOf(fault) === undefined
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isIntegerWithin(least: number, most: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most
}
