import type { Chance, Person } from './shop-people'

/** Rows of the example shop's warehouse. */

type Row = Record<string, unknown>

export function makeOrder(person: Person, time: string, chance: Chance): Row {
  const isApple = chance.happens(0.5)
  return {
    order_id: `O-${chance.digits(8)}`,
    order_total: (chance.integer(900, 30_000) / 100).toFixed(2),
    currency: chance.pick(['USD', 'EUR', null]),
    placed_at: time,
    buyer_mail: ` ${person.email.toUpperCase()} `,
    platform: isApple ? 'iOS' : 'Android',
    appsflyer_id: person.appsflyerId,
    [isApple ? 'idfv' : 'gaid']: isApple ? person.vendorId : person.advertisingId,
    os_version: isApple ? '17.5.1' : '14',
    ip_address: person.ip,
    store: chance.pick(['Berlin', 'Austin', 'online']),
    items: chance.integer(1, 6),
  }
}

export function makeRenewal(person: Person, time: string, chance: Chance): Row {
  return {
    subscription_id: Number(chance.digits(9)),
    user_id: person.id,
    af_id: person.appsflyerId,
    aaid: person.advertisingId,
    revenue: chance.pick([4.99, 9.99, 49]),
    currency: 'EUR',
    occurred_at: time,
    plan: chance.pick(['monthly', 'yearly']),
  }
}

export function makeRefund(person: Person, time: string, chance: Chance): Row {
  return {
    order_id: `O-${chance.digits(8)}`,
    revenue: chance.integer(500, 9_000) / 100,
    currency: 'USD',
    created_at: time,
    platform: 'android',
    appsflyer_id: person.appsflyerId,
    gaid: person.advertisingId,
    reason: chance.pick(['damaged', 'too small', 'changed mind']),
  }
}

export function makeSignUp(person: Person, time: string, chance: Chance): Row {
  return {
    id: chance.uuid(),
    event_name: 'Signed Up',
    platform: 'web',
    user_id: person.id,
    email: person.email,
    phone: person.phone,
    country: 'US',
    timestamp: time,
    ip: person.ip,
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/131.0',
    method: chance.pick(['email', 'google']),
  }
}

export function makeVisit(person: Person, timeMs: number, chance: Chance): Row {
  return {
    message_id: chance.uuid(),
    customer_user_id: person.id,
    page_url: `https://www.example.com/${chance.pick(['shoes', 'jackets', 'sale'])}`,
    referrer: 'https://www.google.com/',
    timestamp: timeMs,
    ip: person.ip,
    ua: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  }
}
