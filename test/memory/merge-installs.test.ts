import fc from 'fast-check'
import type { Install, Sighting } from '../../src/memory/installs/install'
import { readInstalls, writeInstalls } from '../../src/memory/installs/installs-text'
import { mergeSighting, rankInstalls } from '../../src/memory/installs/merge-installs'

const sighting = (more: Partial<Sighting> = {}): Sighting => ({
  appId: 'com.example.app',
  userHash: 'u1',
  appsflyerId: '1700000000000-1111111',
  source: 'sdk',
  seenAtMs: 1_000,
  ...more,
})
const merged = (...sightings: readonly Sighting[]) =>
  sightings.reduce<readonly Install[]>((installs, one) => mergeSighting(installs, one), [])
const ids = (installs: readonly Install[]) => installs.map(({ appsflyerId }) => appsflyerId)

test('the install that the SDK saw last is taken first', () => {
  const installs = merged(sighting({ appsflyerId: 'b', seenAtMs: 5 }), sighting({ appsflyerId: 'a', seenAtMs: 9 }))
  expect(ids(installs)).toEqual(['a', 'b'])
})

test('a record, which echoes what a server has stored, comes after any sighting by the SDK', () => {
  const installs = merged(
    sighting({ appsflyerId: 'sdk', seenAtMs: 5 }),
    sighting({ appsflyerId: 'record', seenAtMs: 99, source: 'record' }),
  )
  expect(ids(installs)).toEqual(['sdk', 'record'])
})

test('an install on the same device that was made later replaces the one before, whichever was seen last', () => {
  const old = sighting({ appsflyerId: 'old', seenAtMs: 99, installedAtMs: 1, idfv: 'X' })
  const fresh = sighting({ appsflyerId: 'new', seenAtMs: 50, installedAtMs: 40, idfv: 'X' })
  expect(ids(merged(old, fresh))).toEqual(['new', 'old'])
  expect(ids(merged(old, { ...fresh, idfv: 'Y' }))).toEqual(['old', 'new'])
})

test('of one install first and last sighting are kept, and what was seen of the device last', () => {
  const installs = merged(
    sighting({ seenAtMs: 5, osVersion: '17.1', idfa: 'A' }),
    sighting({ seenAtMs: 9, osVersion: '17.2' }),
    sighting({ seenAtMs: 2, osVersion: '16.0' }),
  )
  expect(installs).toEqual([
    {
      appsflyerId: '1700000000000-1111111',
      source: 'sdk',
      firstSeenMs: 2,
      lastSeenMs: 9,
      osVersion: '17.2',
      idfa: 'A',
    },
  ])
})

const anySighting = fc
  .record({
    appsflyerId: fc.constantFrom('a', 'b', 'c', 'd'),
    source: fc.constantFrom('sdk' as const, 'record' as const),
    seenAtMs: fc.integer({ min: 0, max: 20 }),
    device: fc.constantFrom('X', 'Y', undefined),
  })
  .map(({ device, ...one }) =>
    sighting({
      ...one,
      // An install has one device and one time of install, whoever tells of it.
      ...(one.source === 'sdk' && { installedAtMs: one.appsflyerId.charCodeAt(0) % 3 }),
      ...(device !== undefined && one.appsflyerId < 'c' && { idfv: 'X' }),
    }),
  )

test('which install is taken does not depend on the order of the sightings', () => {
  fc.assert(
    fc.property(fc.array(anySighting, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (sightings, chance) => {
      const shuffled = [...sightings]
        .map((one) => ({ one, at: chance.next().value }))
        .sort((left, right) => left.at - right.at)
        .map(({ one }) => one)
      const first = merged(...sightings)
      const second = merged(...shuffled)
      expect(ids(second)).toEqual(ids(first))
      const times = (installs: readonly Install[]) => installs.map((one) => [one.source, one.lastSeenMs])
      expect(times(second)).toEqual(times(first))
    }),
    { numRuns: 2_000 },
  )
})

test('ranking twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anySighting, { maxLength: 12 }), (sightings) => {
      const installs = merged(...sightings)
      expect(rankInstalls(installs)).toEqual(installs)
    }),
  )
})

test('a user with many installs keeps those that were seen last', () => {
  const many = Array.from({ length: 50 }, (_, index) => sighting({ appsflyerId: `id-${index}`, seenAtMs: index }))
  const installs = merged(...many)
  expect(installs).toHaveLength(20)
  expect(installs[0]?.appsflyerId).toBe('id-49')
})

test('installs are read as they were written', () => {
  const anyText = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed())
  const anyInstall = fc
    .record(
      {
        appsflyerId: anyText,
        source: fc.constantFrom('sdk' as const, 'record' as const),
        firstSeenMs: fc.nat(),
        lastSeenMs: fc.nat(),
        installedAtMs: fc.nat({ max: 2 ** 40 }).map((ms) => ms + 1),
        idfa: fc.uuid(),
        idfv: fc.uuid(),
        advertisingId: fc.uuid(),
        osVersion: anyText,
        isShared: fc.constant(true as const),
      },
      { requiredKeys: ['appsflyerId', 'source', 'firstSeenMs', 'lastSeenMs'] },
    )
    .map((install) => install as Install)
  fc.assert(
    fc.property(fc.array(anyInstall, { minLength: 1, maxLength: 4 }), (installs) => {
      expect(readInstalls(writeInstalls(installs))).toEqual(installs)
    }),
  )
})
