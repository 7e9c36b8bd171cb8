import { z } from 'zod'
import { configurationSchema } from '../configuration/configuration'

/** The headings under which Airbyte's form shows the configuration. */
const groups = [
  { id: 'apps', title: 'Apps' },
  { id: 'mapping', title: 'Mapping' },
  { id: 'privacy', title: 'Privacy' },
  { id: 'delivery', title: 'Delivery' },
  { id: 'rejected', title: 'Rejected records' },
]

/** The `spec` of Airbyte's SPEC message: the configuration schema as the JSON Schema dialect that Airbyte's form can draw. */
export function connectorSpecification(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input', override: forTheForm })
  return {
    supportsIncremental: true,
    supported_destination_sync_modes: ['append'],
    connectionSpecification: { ...schema, title: 'AppsFlyer', groups },
  }
}

/**
 * The form wants `type: object` beside `oneOf`, and takes a default of an object, a list or a constant for a value that
 * somebody typed.
 */
function forTheForm({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.oneOf !== undefined) jsonSchema.type = 'object'
  if (typeof jsonSchema.default === 'object') delete jsonSchema.default
}
