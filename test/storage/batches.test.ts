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
