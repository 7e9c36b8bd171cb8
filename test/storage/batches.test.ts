import { Batches } from '../../src/storage/batches'

/** So many turns of the microtask queue, and no more. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await undefined
}

test.each(Array.from({ length: 12 }, (_, count) => count))(
  'a batch that is sealed %i turns after the one before it was kept is kept by the flush that sealed it',
  async (count) => {
    const kept: string[] = []
    let isLate: Promise<void> | undefined
    const batches: Batches = new Batches(
      async (name) => {
        kept.push(name)
        isLate ??= turns(count).then(async () => {
          batches.add('group', 'late\n')
          await batches.flush()
          expect(kept).toEqual(['group-1', 'group-2'])
        })
      },
      { what: 'the lines', nameOf: (group, number) => `${group}-${number}` },
      { batchCharacters: 1_000, waitingCharacters: 1_000, puts: 1 },
    )
    batches.add('group', 'early\n')
    await batches.flush()
    await isLate
    expect(kept).toHaveLength(2)
  },
)

test('a flush waits for what was added before it, and for nothing that comes later', async () => {
  const puts: { readonly name: string; readonly done: () => void }[] = []
  const batches = new Batches(
    (name) => new Promise((resolve) => puts.push({ name, done: resolve })),
    { what: 'the lines', nameOf: (group, number) => `${group}-${number}` },
    { batchCharacters: 10, waitingCharacters: 30, puts: 2 },
  )
  const flushes: string[] = []
  const line = '123456789\n'
  const wait = () => new Promise((resolve) => setTimeout(resolve, 5))
  for (const name of ['first', 'second']) {
    batches.add('group', line)
    void batches.flush().then(() => flushes.push(name))
  }
  // A disk that is slower than what comes: something is always on its way.
  for (let number = 0; number < 6; number += 1) {
    batches.add('group', line)
    await wait()
    puts.shift()?.done()
    await wait()
  }
  expect(flushes).toEqual(['first', 'second'])
})
