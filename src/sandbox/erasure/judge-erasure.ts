import { identityTypes, identityTypesOf } from '../../../spec/appsflyer/erasure/opendsr'
import { callbackUrl, identityForm, requestFields } from '../../../spec/appsflyer/erasure/request-schema'
import { readAppId } from '../../../spec/appsflyer/events/platform-of-id'

/** A request that has the form of the reference. */
export interface WellFormed {
  readonly id: string
  readonly appId: string
  /** `type value`, each. */
  readonly identities: readonly string[]
}

/** RudderStack's code has it of AppsFlyer; the reference has no number. */
const mostCallbacks = 3
/** The reference has no number: so many ids no person has. */
const mostIdentities = 100

/** A request, or the code by which AppsFlyer refuses its form. */
export function readRequest(value: unknown): WellFormed | string {
  if (!isObject(value)) return 'e326'
  for (const [name, { form, code }] of Object.entries(requestFields))
    if (!form.safeParse(value[name]).success) return code
  const callbacks = callbackFault(value['status_callback_urls'])
  if (callbacks !== undefined) return callbacks
  const appId = String(value['property_id'])
  const identities = readIdentities(value['subject_identities'], appId)
  return typeof identities === 'string' ? identities : { id: String(value['subject_request_id']), appId, identities }
}

function readIdentities(list: unknown, appId: string): readonly string[] | string {
  if (!Array.isArray(list)) return 'e323'
  if (list.length === 0 || list.length > mostIdentities) return 'e324'
  const identities: string[] = []
  for (const one of list) {
    const identity = identityForm.safeParse(one)
    if (!identity.success) return 'e323'
    const { identity_type, identity_value } = identity.data
    const type = identityTypes.find((known) => known === identity_type)
    if (type === undefined) return 'e318'
    // The reference gives mobile and web apps all types, and those of PC, console and TV two.
    const app = readAppId(appId)
    if (app.kind === 'store' && !identityTypesOf(app.store).includes(type)) return 'e319'
    const isZeros = type !== 'customer_user_id' && /^[0-]+$/.test(identity_value)
    if (identity_value.trim() === '' || isZeros) return 'e325'
    identities.push(`${type} ${identity_value}`)
  }
  return identities
}

/** `meta` of a batch wins over what its requests say. */
export function withMeta(request: unknown, meta: unknown): unknown {
  if (!isObject(request) || !isObject(meta)) return request
  return { ...request, ...meta }
}

function callbackFault(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value) || value.length > mostCallbacks) return 'e315'
  return value.every((url) => callbackUrl.safeParse(url).success) ? undefined : 'e316'
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
