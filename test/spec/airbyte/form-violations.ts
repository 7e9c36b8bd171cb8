/** The rules of Airbyte's form, each as a check on one schema of the connector specification. */

type Schema = Readonly<Record<string, unknown>>

const forbidden = [
  'not',
  'anyOf',
  'allOf',
  'if',
  'then',
  'else',
  'patternProperties',
  'prefixItems',
  '$ref',
  'definitions',
  '$defs',
]

/** Every breach of a rule in a connectionSpecification, as "where: what". */
export function formViolations(root: Schema): readonly string[] {
  return [
    ...violationsOf(root, 'root'),
    ...groupViolations(root),
    ...placeViolations(root, 'root', false),
    ...repeatedTitles(root),
    ...repeatedFolds(root),
  ]
}

/**
 * What was seen in the form itself: a oneOf below a list throws, a secret below a list is lost at the next save, a
 * pattern or a length makes the mask of a saved secret invalid, a field of a row that is not always shown is not found.
 */
function placeViolations(schema: Schema, where: string, inList: boolean): readonly string[] {
  const found: string[] = []
  const say = (what: string) => found.push(`${where}: ${what}`)
  if (inList && schema['oneOf'] !== undefined) say('oneOf below a list')
  if (schema['airbyte_secret'] === true) {
    if (inList) say('a secret below a list')
    for (const key of ['pattern', 'minLength', 'maxLength', 'format', 'default', 'enum'])
      if (schema[key] !== undefined) say(`${key} on a secret`)
  }
  const items = asSchema(schema['items'])
  for (const [name, property] of Object.entries(asSchema(items['properties'])))
    if (asSchema(property)['always_show'] !== true) found.push(`${where}[].${name}: hides behind a fold of its row`)
  const below = (part: unknown, name: string, list: boolean) => placeViolations(asSchema(part), name, list)
  return [
    ...found,
    ...Object.entries(asSchema(schema['properties'])).flatMap(([name, part]) =>
      below(part, `${where}.${name}`, inList),
    ),
    ...asSchemas(schema['oneOf']).flatMap((part, index) => below(part, `${where}<${index}>`, inList)),
    ...(schema['items'] === undefined ? [] : below(items, `${where}[]`, true)),
  ]
}

/**
 * Optional fields hide behind a fold called "Optional fields", one for each object and one for what stands beside the
 * objects: of several in a card nobody knows which is which.
 */
function repeatedFolds(root: Schema): readonly string[] {
  const shown = (schema: Schema) =>
    Object.entries(asSchema(schema['properties']))
      .map(([name, part]) => ({ name, part: asSchema(part) }))
      .filter(({ part }) => part['airbyte_hidden'] !== true)
  const isObject = (part: Schema) => part['type'] === 'object'
  const isFolded = (schema: Schema) =>
    shown(schema).some(({ name, part }) => {
      const required = schema['required']
      const isRequired = Array.isArray(required) && required.includes(name)
      return !isRequired && part['always_show'] !== true && !isObject(part)
    })
  return asSchemas(root['groups']).flatMap(({ id }) => {
    const fields = shown(root).filter(({ part }) => part['group'] === id)
    const beside = fields.filter(({ part }) => !isObject(part)).map(({ name, part }) => [name, part])
    const folds = [
      ...fields.filter(({ part }) => isObject(part) && isFolded(part)),
      ...(isFolded({ ...root, properties: Object.fromEntries(beside) }) ? ['beside'] : []),
    ]
    return folds.length > 1 ? [`root: group ${id} has ${folds.length} folds of one name`] : []
  })
}

/**
 * A title is all that is read of a field, so no two fields may share one, but for one key in several variants, of which
 * one is shown. Titles of objects are not shown.
 */
function repeatedTitles(root: Schema): readonly string[] {
  const titleAt = new Map(shownFields(root, 'root').map(({ where, field }) => [where, String(field['title'])]))
  const titles = [...titleAt.values()]
  return [...new Set(titles)]
    .filter((title) => titles.indexOf(title) !== titles.lastIndexOf(title))
    .map((title) => `root: two fields have the title ${title}`)
}

/** Every field that the form shows and somebody fills in, where it stands. */
export function shownFields(schema: Schema, where: string): readonly { where: string; field: Schema }[] {
  if (schema['airbyte_hidden'] === true) return []
  const parts: (readonly [string, Schema])[] = [
    ...Object.entries(asSchema(schema['properties'])).map(
      ([name, part]) => [`${where}.${name}`, asSchema(part)] as const,
    ),
    ...asSchemas(schema['oneOf']).flatMap((variant) =>
      Object.entries(asSchema(variant['properties']))
        .map(([name, part]) => [`${where}.${name}`, asSchema(part)] as const)
        .filter(([, part]) => part['const'] === undefined),
    ),
    ...(asSchema(schema['items'])['properties'] === undefined
      ? []
      : [[`${where}[]`, asSchema(schema['items'])] as const]),
  ]
  const isField = where !== 'root' && schema['properties'] === undefined
  return [...(isField ? [{ where, field: schema }] : []), ...parts.flatMap(([name, part]) => shownFields(part, name))]
}

function violationsOf(schema: Schema, where: string): readonly string[] {
  const found = Object.keys(schema)
    .filter((key) => forbidden.includes(key) || key.startsWith('dependent'))
    .map((key) => `${where}: ${key} is forbidden`)
  const say = (what: string) => found.push(`${where}: ${what}`)
  if (schema['additionalProperties'] === false) say('additionalProperties: false is forbidden')
  const options = schema['enum']
  if (Array.isArray(options) && new Set(options).size !== options.length) say('duplicate enum')
  if (schema['pattern'] !== undefined && schema['pattern_descriptor'] === undefined) say('pattern without descriptor')
  if (schema['const'] !== undefined && (options !== undefined || schema['default'] !== undefined))
    say('const with enum or default')
  if (typeof schema['title'] !== 'string') say('no title')
  if (schema['type'] === 'boolean' && schema['default'] === undefined)
    say('a switch without default shows the same for false as for nothing')
  const variants = asSchemas(schema['oneOf'])
  const properties = Object.entries(asSchema(schema['properties']))
  if (schema['type'] === 'object' && properties.length === 0 && variants.length === 0) say('empty object')
  if (schema['oneOf'] !== undefined) for (const what of oneOfViolations(schema, variants)) say(what)
  const orders = properties.map(([, property]) => asSchema(property)['order'])
  if (orders.some((order) => !Number.isInteger(order))) say('a property without order')
  if (new Set(orders).size !== orders.length) say('order is not unique')
  for (const [name, property] of properties) {
    const isSecret = asSchema(property)['airbyte_secret'] === true
    // A choice among given words holds no secret.
    const isChoice = asSchema(property)['enum'] !== undefined
    if (/key|token|secret|password/.test(name) && !isSecret && !isChoice) say(`${name} is not marked as a secret`)
  }
  return [
    ...found,
    ...properties.flatMap(([name, property]) => violationsOf(asSchema(property), `${where}.${name}`)),
    ...variants.flatMap((variant, index) => violationsOf(variant, `${where}<${index}>`)),
    ...(schema['items'] === undefined ? [] : violationsOf(asSchema(schema['items']), `${where}[]`)),
  ]
}

function oneOfViolations(schema: Schema, variants: readonly Schema[]): readonly string[] {
  const found: string[] = []
  if (schema['type'] !== 'object') found.push('oneOf without type object')
  if (variants.length === 0 || variants.some((variant) => variant['properties'] === undefined))
    found.push('a variant without properties')
  const constants = variants.map((variant) =>
    Object.entries(asSchema(variant['properties'])).flatMap(([name, property]) =>
      asSchema(property)['const'] === undefined ? [] : [name],
    ),
  )
  const [first = []] = constants
  const shared = first.filter((name) => constants.every((names) => names.includes(name)))
  if (shared.length !== 1) return [...found, `${shared.length} constants shared by all variants`]
  const values = variants.map((variant) => asSchema(asSchema(variant['properties'])[String(shared[0])])['const'])
  if (new Set(values).size !== values.length) found.push('two variants with one constant')
  return found
}

function groupViolations(root: Schema): readonly string[] {
  const groups = asSchemas(root['groups']).map((group) => group['id'])
  return Object.entries(asSchema(root['properties']))
    .filter(([, property]) => !groups.includes(asSchema(property)['group']))
    .map(([name]) => `root.${name}: its group is none of the groups`)
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

function asSchemas(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.map(asSchema) : []
}
