import { bodyRows } from '../../../../src/page/playground/compare/body-rows'
import { compareEndpoints, type Side } from '../../../../src/page/playground/compare/compare-endpoints'
import {
  androidApp,
  configure,
  ids,
  iosApp,
  iosCall,
  iosRow,
  nowMs,
  pbaApp,
  rokuApp,
  webApp,
} from '../../../core/prepare-fixtures'

const sides = (data: unknown, changes: object = {}, own?: { endpoint: 'mobile_v3'; appId: string }, stream?: string) =>
  compareEndpoints({ data, ...(stream !== undefined && { stream }) }, configure(changes), own, nowMs)

const row = (all: readonly Side[], name: string) => {
  const found = bodyRows(all).find((one) => one.name === name)
  return found && { ...found, cells: found.cells.map((cell) => cell && `${cell.path} ${cell.value}`) }
}

test('mobile v3, v2 and the web, always; PBA and devices where they are configured', () => {
  const titles = (changes: object) => sides(iosCall(), changes).map(({ title, isMadeUp }) => [title, isMadeUp])
  expect(titles({ apps: [iosApp, webApp, pbaApp, rokuApp] })).toEqual([
    ['Mobile v3', false],
    ['Mobile v2', false],
    ['Web', false],
    ['Web for PBA', false],
    ['Roku', false],
  ])
  expect(titles({ apps: [webApp] })).toEqual([
    ['Mobile v3', true],
    ['Mobile v2', true],
    ['Web', false],
  ])
})

test('the app that the record is for is asked, and its own request is marked', () => {
  const all = sides(iosRow(), { apps: [androidApp, iosApp, webApp] }, { endpoint: 'mobile_v3', appId: 'id123456789' })
  expect(all.map(({ appId, isChosen, verdict }) => [appId, isChosen, verdict])).toEqual([
    ['id123456789', true, expect.stringMatching(/send|degraded/)],
    ['id123456789', false, expect.stringMatching(/send|degraded/)],
    [webApp.app_id, false, expect.any(String)],
  ])
  expect(all[0]?.request?.url).toContain('api3.appsflyer.com')
  expect(all[1]?.request?.url).toContain('api2.appsflyer.com')
})

test('what one of them would refuse is told of that one alone', () => {
  const { appsflyer_id: _, ...visitor } = iosRow({ user_id: 'u-1' }) as { appsflyer_id: string }
  const all = sides(visitor, { apps: [iosApp, webApp] })
  expect(all.map(({ verdict }) => verdict === 'reject')).toEqual([true, true, false])
  expect(all[0]?.findings.map(({ code }) => code)).toContain('missing_appsflyer_id')
  expect(all[2]?.findings.map(({ code }) => code)).not.toContain('missing_appsflyer_id')
})

test('the mapping of the stream of the record applies to each', () => {
  const streams = [{ stream: 'orders', event_name: 'mapped', columns: [{ column: 'total', field: 'revenue' }] }]
  const data = { total: '5.00', currency: 'EUR', appsflyer_id: ids.appsflyerId }
  const all = sides(data, { apps: [iosApp, webApp], streams }, undefined, 'orders')
  expect(row(all, 'eventName')?.cells).toEqual(['eventName "mapped"', 'eventName "mapped"', 'event_name "mapped"'])
  expect(row(all, 'af_revenue')).toMatchObject({
    differs: false,
    cells: ['eventValue.af_revenue "5"', 'eventValue.af_revenue "5"', 'event_revenue 5'],
  })
})

test('the same under other names and in other notations is no difference; what one lacks is', () => {
  const call = iosCall({ revenue: 48, currency: 'USD', order_id: 'O-1', colour: 'red', sizes: [1, 2] })
  const all = sides(call, { apps: [iosApp, webApp, pbaApp, rokuApp] })
  const same = ['eventName', 'eventTime', 'af_revenue', 'eventCurrency', 'customer_user_id', 'colour']
  for (const name of same) expect([name, row(all.slice(0, 4), name)?.differs]).toEqual([name, false])
  expect(row(all, 'colour')?.cells.slice(0, 4)).toEqual([
    'eventValue.colour "red"',
    'eventValue.colour "red"',
    'event_value.custom_parameters.colour "red"',
    'eventValue.colour "red"',
  ])
  expect(row(all, 'sizes')?.cells.slice(2, 4)).toEqual([
    'event_value.custom_parameters.sizes [1,2]',
    'eventValue.sizes "[1,2]"',
  ])
  expect(row(all, 'ua')).toMatchObject({ differs: true })
  expect(row(all, 'ua')?.cells[1]).toBeUndefined()
  expect(row(all, 'af_events_api')?.cells.slice(0, 3)).toEqual([undefined, 'af_events_api "true"', undefined])
})

test('no key is in any of it', () => {
  const all = sides(iosCall(), { apps: [iosApp, webApp, pbaApp, rokuApp] })
  const told = JSON.stringify([all, bodyRows(all)])
  for (const { key } of [iosApp, webApp, pbaApp, rokuApp]) expect(told).not.toContain(key)
})
