import { z } from 'zod'
import { formApp } from '../configuration/app-form'
import { appsOf, configurationSchema } from '../configuration/configuration'
import { formLedger } from '../configuration/ledger-form'
import { formMemory } from '../configuration/memory-form'

/** Where docs/airbyte.md is read. A page of docs.airbyte.com would be Airbyte's to give. */
const documentationUrl = 'https://github.com/appsflyer-destination/appsflyer-destination/blob/main/docs/airbyte.md'

/** The headings under which Airbyte's form shows the configuration, in the order in which people think of it. */
const groups = [
  { id: 'account', title: 'Your AppsFlyer account' },
  { id: 'apps', title: 'Apps' },
  { id: 'mapping', title: 'Mapping' },
  { id: 'privacy', title: 'Privacy' },
  { id: 'delivery', title: 'Delivery' },
  { id: 'rejected', title: 'Rejected records' },
  { id: 'memory', title: 'Memory' },
  { id: 'ledger', title: 'Ledger' },
]

/**
 * What the form asks for: a configuration without keys of single apps, since a form that is saved again loses every
 * secret below a list, and without folders for rejected records and the ledger or a file for the memory, which would go with the pod.
 */
const form = configurationSchema.omit({ rejected_records: true }).extend({
  apps: appsOf(formApp),
  memory: formMemory.meta({ order: 16, group: 'memory' }),
  ledger: formLedger.meta({ order: 17, group: 'ledger' }),
})

/** The `spec` of Airbyte's SPEC message: the form as the JSON Schema dialect that Airbyte can draw. */
export function connectorSpecification(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(form, { target: 'draft-7', io: 'input', override: forTheForm })
  return {
    documentationUrl,
    supportsIncremental: true,
    // The first is the one that a connection begins with.
    supported_destination_sync_modes: ['append', 'append_dedup'],
    connectionSpecification: { ...schema, title: 'AppsFlyer', groups },
  }
}

/**
 * The form wants `type: object` beside `oneOf`, and takes a default of an object, a list or a constant for a value that
 * somebody typed. The fields of a row would hide behind a fold, where nobody looks for them.
 */
function forTheForm({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.oneOf !== undefined) jsonSchema.type = 'object'
  if (typeof jsonSchema.default === 'object') delete jsonSchema.default
  const { items } = jsonSchema
  if (typeof items !== 'object' || Array.isArray(items)) return
  for (const field of Object.values(items.properties ?? {})) if (typeof field === 'object') field['always_show'] = true
}
