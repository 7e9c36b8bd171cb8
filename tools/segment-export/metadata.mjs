// metadata.json of a destination: what Segment's repository keeps of a definition, so that its screens can be made
// without running it. Every key is there, null where the definition says nothing.

export function metadataOf(slug, { name, mode, description, authentication, actions, presets }) {
  return {
    slug,
    name,
    mode,
    description,
    authentication: { scheme: authentication.scheme, fields: mapValues(authentication.fields, settingOf) },
    audienceConfig: null,
    actions: mapValues(actions, actionOf),
    presets: presets.map(({ name, type, partnerAction, subscribe, mapping, eventSlug }) => ({
      name,
      type,
      partnerAction,
      subscribe,
      mapping,
      eventSlug: eventSlug ?? null,
    })),
  }
}

function settingOf({ label, description, type, required, multiple, choices, default: fallback, depends_on }) {
  return {
    label,
    description,
    type,
    required: required ?? false,
    multiple: multiple ?? false,
    choices: choicesOf(choices),
    default: fallback ?? null,
    depends_on: depends_on ?? null,
  }
}

function actionOf({ title, description, defaultSubscription, performBatch, fields }) {
  return {
    title,
    description,
    platform: 'cloud',
    defaultSubscription: defaultSubscription ?? null,
    hidden: false,
    hasPerformBatch: performBatch !== undefined,
    syncMode: null,
    hooks: null,
    dynamicFields: null,
    fields: mapValues(fields, fieldOf),
  }
}

function fieldOf(field) {
  return {
    label: field.label,
    description: field.description,
    type: field.type,
    required: field.required ?? false,
    multiple: field.multiple ?? false,
    allowNull: field.allowNull ?? false,
    dynamic: false,
    default: field.default ?? null,
    choices: choicesOf(field.choices),
    placeholder: field.placeholder ?? null,
    properties: field.type === 'object' && field.properties ? mapValues(field.properties, fieldOf) : null,
    category: field.category ?? null,
    depends_on: field.depends_on ?? null,
    readOnly: field.readOnly ?? null,
    hidden: field.unsafe_hidden ?? null,
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    defaultObjectUI: field.defaultObjectUI ?? null,
    disabledInputMethods: field.disabledInputMethods ?? null,
    displayMode: field.displayMode ?? null,
    format: field.format ?? null,
    additionalProperties: field.additionalProperties ?? false,
  }
}

function choicesOf(choices) {
  if (!Array.isArray(choices) || choices.length === 0) return null
  return choices.map((choice) => (typeof choice === 'object' ? choice : { label: String(choice), value: choice }))
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}
