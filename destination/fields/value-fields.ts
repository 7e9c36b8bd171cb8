import type { InputField } from '@segment/actions-core'
import { defineField } from './define-field'
import { asJsonOf, type Directive, firstOf, ifFilled, optionPaths, path, unlessBlank } from './directives'

/** Text, so that what is no number is refused in our words, with what to send. Blank text means that there is none. */
export const revenue: InputField = defineField('revenue', {
  description:
    'A plain amount, 48.00 or -48.00: no currency sign, no thousands. Empty: revenue or total of an order. Refunds are made negative.',
  default: unlessBlank('$.properties.revenue'),
})

export const revenueUnit: InputField = {
  label: 'Revenue Unit',
  description:
    'How the amount is written: major (10.99; so it is read where nothing is given), minor (by the digits of the currency: 1099 USD, 10 JPY), cents (1099), milli (10990) or micro (10990000).',
  type: 'string',
  displayMode: 'collapsed',
}

export const currency: InputField = defineField('currency', { default: path('$.properties.currency') })

const productShape = {
  product_id: path('$.product_id'),
  sku: path('$.sku'),
  quantity: path('$.quantity'),
  price: path('$.price'),
}
const productList = { '@arrayPath': ['$.properties.products', productShape] }

/** Products without ids, or JSON in a text, are left to the event values, where the core reads them. */
export const products: InputField = {
  label: 'Products',
  description: 'What was bought or seen. Each product needs an id or a SKU; a missing quantity is 1.',
  type: 'object',
  multiple: true,
  defaultObjectUI: 'keyvalue',
  properties: {
    product_id: { label: 'Product ID', description: 'Your id of the product.', type: 'string' },
    sku: { label: 'SKU', description: 'Used where there is no product id.', type: 'string' },
    quantity: { label: 'Quantity', description: 'How many.', type: 'string' },
    price: { label: 'Price', description: 'The price of one.', type: 'string' },
  },
  default: ifFilled(
    '$.properties.products.0.product_id',
    productList,
    ifFilled('$.properties.products.0.sku', productList),
  ),
}

export const eventValues: InputField = {
  label: 'Event Values',
  description:
    'Everything else to know about the event. Properties of the Segment spec get the names AppsFlyer has for them; those used by other fields are not repeated; e-mail addresses, phone numbers and names are taken out.',
  type: 'object',
  additionalProperties: true,
  defaultObjectUI: 'keyvalue',
  default: path('$.properties'),
}

export const customData: InputField = defineField('custom_data', {
  type: 'object',
  additionalProperties: true,
  defaultObjectUI: 'keyvalue',
  displayMode: 'collapsed',
})

/** An object field refuses JSON in a text, which is what many warehouse columns hold. */
function asJsonText(field: InputField, rest: Partial<InputField> = {}): InputField {
  return {
    label: `${field.label}, as JSON Text`,
    description: `The same as ${field.label}, for a column that holds JSON as text. ${field.label} wins.`,
    type: 'text',
    displayMode: 'collapsed',
    ...rest,
  }
}

export const eventValuesJson = asJsonText(eventValues)
export const customDataJson = asJsonText(customData)

const consentPlaces: [string, ...string[]] = [...optionPaths('consent_data'), '$.integrations.consent_data']

export const consentData: InputField = defineField('consent_data', {
  description:
    'AppsFlyer\'s consent_data: {"manual": {gdpr_applies, ad_user_data_enabled, ad_personalization_enabled}} or {"tcf": {…}}.',
  type: 'object',
  additionalProperties: true,
  defaultObjectUI: 'object',
  default: firstConsent(...consentPlaces),
})

/** The first place that holds something, if that is consent: an object field with anything else would cost the event. */
function firstConsent(...[first, ...rest]: readonly [string, ...string[]]): Directive {
  const [second, ...others] = rest
  const otherwise = second === undefined ? undefined : firstConsent(second, ...others)
  const consent = ifFilled(`${first}.manual`, path(first), ifFilled(`${first}.tcf`, path(first)))
  return ifFilled(first, consent, otherwise)
}

/** Whatever stands there, so that it is told where it is no consent. */
export const consentDataJson = asJsonText(consentData, { default: asJsonOf(firstOf(...consentPlaces)) })

export const sharingFilter: InputField = defineField('sharing_filter', {
  description: 'Ids of the partners that must not get the event, or all. Empty: what the settings say.',
  multiple: true,
  default: firstOf(...optionPaths('sharing_filter'), '$.integrations.sharing_filter'),
})
