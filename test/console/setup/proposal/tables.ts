/** Tables as people have them, made up: each row of one kind. */
type Row = Record<string, unknown>
const many = (count: number, make: (index: number) => Row): readonly Row[] =>
  Array.from({ length: count }, (_, i) => make(i))
const second = 1_795_000_000
const iso = (index: number) => new Date((second + index) * 1_000).toISOString()
const wall = (index: number) => iso(index).slice(0, 19).replace('T', ' ')
const installId = (index: number) => `1700000000000-${1_000_000 + index}`
const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T

/** Charges of Stripe's API as a loader writes them. */
export const stripe = many(30, (i) => ({
  id: `ch_3N${i}`,
  amount: 4_999 + i,
  amount_captured: 4_999 + i,
  amount_refunded: 0,
  created: second + i,
  currency: pick(['eur', 'usd'], i),
  customer: `cus_N${i}`,
  livemode: true,
  paid: i !== 3,
  payment_intent: `pi_${i}`,
  receipt_email: `ann.${i}@example.com`,
  status: i === 3 ? 'failed' : 'succeeded',
  metadata: { af_id: installId(i), os: pick(['ios', 'android'], i) },
}))

/** Orders of Shopify's API. */
export const shopify = many(20, (i) => ({
  id: 5_000_000_000 + i,
  app_id: 580_111,
  created_at: iso(i).replace('Z', '+00:00'),
  processed_at: iso(i),
  updated_at: iso(i + 9),
  currency: 'EUR',
  email: `ann.${i}@example.com`,
  financial_status: i === 2 ? 'refunded' : 'paid',
  test: i === 1,
  subtotal_price: `${40 + i}.00`,
  total_price: `${48 + i}.00`,
  total_tax: '8.00',
  total_discounts: '0.00',
  total_price_set: { shop_money: { amount: `${48 + i}.00`, currency_code: 'EUR' } },
  customer: {
    id: 7_000_000 + i,
    first_name: 'Ann',
    last_name: 'Example',
    phone: `+49301234${100 + i}`,
    total_spent: '99.00',
  },
}))

/** Webhooks of RevenueCat. */
export const revenueCat = many(20, (i) => ({
  api_version: '1.0',
  event: {
    id: `E-${i}`,
    type: pick(['INITIAL_PURCHASE', 'RENEWAL'], i),
    app_user_id: `user-${i}`,
    event_timestamp_ms: (second + i) * 1_000,
    purchased_at_ms: (second + i) * 1_000 - 500,
    expiration_at_ms: (second + 90_000) * 1_000,
    environment: i === 5 ? 'SANDBOX' : 'PRODUCTION',
    store: pick(['APP_STORE', 'PLAY_STORE'], i),
    currency: 'GBP',
    price: 9.99,
    price_in_purchased_currency: 7.99,
    product_id: 'premium',
    subscriber_attributes: { $appsflyerId: { value: installId(i), updated_at_ms: second * 1_000 } },
  },
}))

/** A table of a shop's own. */
export const homeMade = many(25, (i) => ({
  order_id: `O-${i}`,
  user_id: `u-${i}`,
  amount_cents: 1_099 + i,
  currency: 'EUR',
  os: pick(['iOS 17.4', 'Android 14'], i),
  appsflyer_id: installId(i),
  created_at: wall(i),
  sku: `S-${i}`,
}))

/** A German one, as CSV has it: all texts. */
export const german = many(20, (i) => ({
  bestellnummer: `B-${i}`,
  kundennummer: `K-${i}`,
  vorname: 'Anna',
  nachname: 'Beispiel',
  'E-Mail': `anna.${i}@example.com`,
  telefon: `+49 30 1234${100 + i}`,
  gesamtbetrag: `${48 + i}.50`,
  währung: 'EUR',
  bestelldatum: wall(i),
  betriebssystem: pick(['Android', 'iOS'], i),
  geraete_id: installId(i),
}))

/** A French one, with amounts that nobody reads. */
export const french = many(20, (i) => ({
  numero_commande: `C-${i}`,
  courriel: `anne.${i}@example.com`,
  montant: `${48 + i},50 €`,
  devise: 'EUR',
  date_commande: wall(i),
}))

/** Sign-ups: no money at all. */
export const signUps = many(15, (i) => ({
  customer_user_id: `u-${i}`,
  platform: pick(['ios', 'android'], i),
  appsflyer_id: i < 5 ? installId(i) : null,
  email: `ann.${i}@example.com`,
  phone: `030 1234${100 + i}`,
  signed_up_at: iso(i),
  method: 'google',
}))
