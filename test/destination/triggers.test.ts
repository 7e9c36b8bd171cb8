import type { JSONObject, Preset, SegmentEvent } from '@segment/actions-core'
import fc from 'fast-check'
import { presets } from '../../destination/presets'
import { calls } from './segment-events'
import { asEvent, destinationAt, subscribed } from './workspace'

const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
const destination = destinationAt('http://127.0.0.1:1')

/** With nothing mapped, every event that a trigger lets through is refused before anything is sent. */
async function fits(event: SegmentEvent, { partnerAction, subscribe }: Extract<Preset, { type: 'automatic' }>) {
  const subscription: JSONObject = { partnerAction, subscribe, mapping: {} }
  const results = await destination.onEvent(event, subscribed([subscription])).catch(() => [])
  return results[0]?.output !== 'not subscribed'
}

test('every call that is an event fits exactly one preset', async () => {
  await fc.assert(
    fc.asyncProperty(calls, async (generated) => {
      const event = asEvent(JSON.parse(JSON.stringify(generated)))
      const fitting = await Promise.all(automatic.map((preset) => fits(event, preset)))
      expect(automatic.filter((_preset, index) => fitting[index]).map(({ name }) => name)).toHaveLength(1)
    }),
    { numRuns: 150 },
  )
})

test.each(['identify', 'group', 'alias'])('%s calls fit none', async (type) => {
  const event = asEvent({ type, userId: 'u-1', traits: { email: 'john_smith@gmail.com' }, context: {} })
  for (const preset of automatic) expect(await fits(event, preset)).toBe(false)
})
