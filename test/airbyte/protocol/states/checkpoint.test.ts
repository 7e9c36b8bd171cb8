import fc from 'fast-check'
import { Checkpoint, type Segment } from '../../../../src/airbyte/protocol/states/checkpoint'
import type { DestinationStats } from '../../../../src/airbyte/protocol/states/state-line'

type Step =
  | { readonly do: 'record'; readonly stream: string }
  | { readonly do: 'state'; readonly stream: string | null }
  | { readonly do: 'settle'; readonly index: number; readonly verdict: 'accepted' | 'rejected' | 'abandoned' }

interface Released extends DestinationStats {
  readonly state: number
}

/** The rules said slowly: after every step, look at the whole history again. */
class NaiveCheckpoint {
  readonly history: {
    kind: 'record' | 'state'
    stream: string | null
    verdict?: string
    isReleased?: boolean
    id: number
  }[] = []
  readonly released: Released[] = []

  releaseAll(): void {
    for (;;) {
      const index = this.history.findIndex(
        (entry, at) => entry.kind === 'state' && !entry.isReleased && this.#mayGo(at),
      )
      const state = this.history[index]
      if (state === undefined) return
      state.isReleased = true
      const covered = this.history
        .slice(0, index)
        .filter((entry, at) => entry.kind === 'record' && this.#firstCover(at) === index)
      this.released.push({
        state: state.id,
        recordCount: covered.filter((entry) => entry.verdict === 'accepted').length,
        rejectedRecordCount: covered.filter((entry) => entry.verdict === 'rejected').length,
      })
    }
  }

  #mayGo(index: number): boolean {
    const state = this.history[index]
    return this.history.slice(0, index).every((earlier) => {
      const isConcerned = state?.stream === null || earlier.stream === null || earlier.stream === state?.stream
      if (!isConcerned) return true
      return earlier.kind === 'state'
        ? earlier.isReleased
        : earlier.verdict === 'accepted' || earlier.verdict === 'rejected'
    })
  }

  #firstCover(recordIndex: number): number {
    const { stream } = this.history[recordIndex] ?? {}
    return this.history.findIndex(
      (entry, at) => at > recordIndex && entry.kind === 'state' && (entry.stream === null || entry.stream === stream),
    )
  }
}

function play(steps: readonly Step[]): { real: Released[]; naive: Released[]; held: number; heldByModel: number } {
  const real: Released[] = []
  const checkpoint = new Checkpoint<number>((state, stats) => real.push({ state, ...stats }))
  const model = new NaiveCheckpoint()
  const open: { segment: Segment<number>; entry: NaiveCheckpoint['history'][number] }[] = []
  steps.forEach((step, id) => {
    if (step.do === 'record') {
      const entry = { kind: 'record' as const, stream: step.stream, id }
      model.history.push(entry)
      open.push({ segment: checkpoint.addRecord(step.stream), entry })
    } else if (step.do === 'state') {
      model.history.push({ kind: 'state', stream: step.stream, id })
      if (step.stream === null) checkpoint.addGlobalState(id)
      else checkpoint.addStreamState(step.stream, id)
    } else {
      const [chosen] = open.splice(step.index % Math.max(1, open.length), 1)
      if (chosen === undefined) return
      chosen.entry.verdict = step.verdict
      if (step.verdict === 'abandoned') checkpoint.abandon(chosen.segment)
      else checkpoint.settle(chosen.segment, step.verdict)
    }
    model.releaseAll()
    expect(real.map(({ state }) => state).sort(byNumber)).toEqual(
      model.released.map(({ state }) => state).sort(byNumber),
    )
  })
  const heldByModel = model.history.filter((entry) => entry.kind === 'state' && !entry.isReleased).length
  return { real, naive: model.released, held: checkpoint.heldCount, heldByModel }
}

const byNumber = (left: number, right: number) => left - right
const byState = (left: Released, right: Released) => left.state - right.state

const stream = fc.constantFrom('a', 'b', 'c')
const record: fc.Arbitrary<Step> = stream.map((name) => ({ do: 'record', stream: name }))
const state: fc.Arbitrary<Step> = fc
  .oneof({ weight: 3, arbitrary: stream }, { weight: 1, arbitrary: fc.constant(null) })
  .map((name) => ({ do: 'state', stream: name }))
const settle = (verdict: fc.Arbitrary<'accepted' | 'rejected' | 'abandoned'>): fc.Arbitrary<Step> =>
  fc.tuple(fc.nat(50), verdict).map(([index, chosen]) => ({ do: 'settle', index, verdict: chosen }))
const finalVerdict = fc.constantFrom<'accepted' | 'rejected'>('accepted', 'rejected')
const anyStep = fc.oneof(
  { weight: 4, arbitrary: record },
  { weight: 2, arbitrary: state },
  { weight: 5, arbitrary: settle(finalVerdict) },
)

test('the same states with the same counts as the rules said slowly, after every step', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 120 }), (steps) => {
      const { real, naive, held, heldByModel } = play(steps)
      expect([...real].sort(byState)).toEqual([...naive].sort(byState))
      expect(held).toBe(heldByModel)
    }),
    { numRuns: 400 },
  )
})

test('also when records are given up: what covers them never goes out', () => {
  const steps = fc.array(
    fc.oneof({ weight: 12, arbitrary: anyStep }, { weight: 1, arbitrary: settle(fc.constant('abandoned')) }),
    { maxLength: 120 },
  )
  fc.assert(
    fc.property(steps, (some) => {
      const { real, naive, held, heldByModel } = play(some)
      expect([...real].sort(byState)).toEqual([...naive].sort(byState))
      expect(held).toBe(heldByModel)
    }),
    { numRuns: 400 },
  )
})

test('states of one stream, and those around a global one, go out in the order they came in', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 120 }), (steps) => {
      const order = play(steps).real.map(({ state: id }) => id)
      const scopeOf = (id: number) => {
        const step = steps[id]
        return step?.do === 'state' ? step.stream : undefined
      }
      order.forEach((id, at) => {
        for (const later of order.slice(at + 1)) {
          const isBound = scopeOf(id) === scopeOf(later) || scopeOf(id) === null || scopeOf(later) === null
          if (isBound) expect(id).toBeLessThan(later)
        }
      })
    }),
    { numRuns: 200 },
  )
})

test('once everything is settled, every state is out and the counts add up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(record, state), { maxLength: 80 }),
      fc.array(fc.tuple(fc.nat(50), finalVerdict), { minLength: 80, maxLength: 80 }),
      (steps, verdicts) => {
        const settling = verdicts.map(([index, verdict]) => ({ do: 'settle', index, verdict }) as const)
        const { real, held } = play([...steps, { do: 'state', stream: null }, ...settling])
        expect(held).toBe(0)
        const sum = real.reduce(
          (total, { recordCount, rejectedRecordCount }) => total + recordCount + rejectedRecordCount,
          0,
        )
        expect(sum).toBe(steps.filter((step) => step.do === 'record').length)
      },
    ),
  )
})

test('one stream’s open record does not hold back another stream', () => {
  const out: string[] = []
  const checkpoint = new Checkpoint<string>((released) => out.push(released))
  checkpoint.addRecord('slow')
  checkpoint.addStreamState('slow', 'slow 1')
  checkpoint.settle(checkpoint.addRecord('fast'), 'accepted')
  checkpoint.addStreamState('fast', 'fast 1')
  expect(out).toEqual(['fast 1'])
  expect(checkpoint.firstWaiting()).toEqual(['slow 1'])
})

test('settling twice is a bug, and said so', () => {
  const checkpoint = new Checkpoint<string>(() => undefined)
  const segment = checkpoint.addRecord('s')
  checkpoint.settle(segment, 'accepted')
  expect(() => checkpoint.settle(segment, 'accepted')).toThrow(RangeError)
})

test('what waits without hope is not told as waiting', () => {
  const checkpoint = new Checkpoint<string>(() => undefined)
  checkpoint.abandon(checkpoint.addRecord('s'))
  checkpoint.addStreamState('s', 'never')
  checkpoint.addGlobalState('never')
  expect(checkpoint.firstWaiting()).toEqual([])
  expect(checkpoint.heldCount).toBe(2)
})

test('what can never go out is not held: not a global state after a record that was left, nor what follows', () => {
  const checkpoint = new Checkpoint<string>(() => undefined)
  const left = checkpoint.addRecord('left')
  expect(checkpoint.addStreamState('other', 'a')).toBe(true)
  checkpoint.abandon(left)
  expect(checkpoint.addStreamState('left', 'b')).toBe(false)
  expect(checkpoint.addStreamState('other', 'c')).toBe(true)
  expect(checkpoint.addGlobalState('d')).toBe(false)
  expect(checkpoint.addStreamState('other', 'e')).toBe(false)
})

test('nor any state once a record before a global one was left', () => {
  const checkpoint = new Checkpoint<string>(() => undefined)
  const left = checkpoint.addRecord('left')
  expect(checkpoint.addGlobalState('a')).toBe(true)
  checkpoint.abandon(left)
  expect(checkpoint.addStreamState('other', 'b')).toBe(false)
})
