import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { bodySchemas } from '../../../spec/appsflyer/bodies/body-schemas'
import type { Contract } from '../../../spec/appsflyer/events/contract'

export interface ContractCheck {
  /** What the contract refuses; `field` is a dotted path, null for the body as a whole. */
  readonly issues: readonly { readonly field: string | null; readonly message: string }[]
  /** Fields the contract does not know. AppsFlyer ignores them, so they are no issue. */
  readonly unknownFields: readonly string[]
}

/** One thing a schema found wrong. */
type Issue = NonNullable<ReturnType<(typeof bodySchemas)[Contract['endpoint']]['safeParse']>['error']>['issues'][number]

/** Holds a body against an endpoint's contract. The body must not be nested too deeply. */
export function checkContract({ endpoint }: Contract, body: SentBody): ContractCheck {
  const schema = bodySchemas[endpoint]
  const first = schema.safeParse(body)
  if (first.success) return { issues: [], unknownFields: [] }
  const unknown = first.error.issues.flatMap(unknownKeys)
  if (unknown.length === 0) return { issues: first.error.issues.map(toIssue), unknownFields: [] }
  // Unknown keys keep a schema from checking the rest, so it looks again at a body without them.
  const second = schema.safeParse(without(body, unknown))
  return {
    issues: second.success ? [] : second.error.issues.map(toIssue),
    unknownFields: unknown.map((path) => path.join('.')),
  }
}

function unknownKeys(issue: Issue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : []
}

function without(body: SentBody, paths: readonly (readonly PropertyKey[])[]): unknown {
  const copy: unknown = structuredClone(body)
  for (const path of paths) {
    const owner = path.slice(0, -1).reduce<unknown>(memberOf, copy)
    const key = path.at(-1)
    if (typeof owner === 'object' && owner !== null && key !== undefined) Reflect.deleteProperty(owner, key)
  }
  return copy
}

function memberOf(owner: unknown, key: PropertyKey): unknown {
  return typeof owner === 'object' && owner !== null && Object.hasOwn(owner, key) ? Reflect.get(owner, key) : undefined
}

function toIssue({ path, message }: Issue): ContractCheck['issues'][number] {
  return { field: path.length === 0 ? null : path.join('.'), message }
}
