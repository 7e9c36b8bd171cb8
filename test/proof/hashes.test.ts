import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { idHash, valueHash } from '../../src/ledger/entry'
import { openEngine } from '../../src/proof/engine/duck'
import { hashed } from '../../src/proof/sql/text'

/** The ledger hashes in JavaScript, the raw data is hashed in SQL: they must agree on every text. */
test('ids and values hash to the same in the ledger and in the tables', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'proof-test-'))
  const engine = await openEngine(folder)
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((one) => !one.includes('\0'))
  await fc.assert(
    fc.asyncProperty(text, text, async (key, id) => {
      const ofSql = await engine.rows(`SELECT ${hashed.id('$id')} AS id, ${hashed.value('$id')} AS value`, { key, id })
      const ofLedger = await engine.rows(`SELECT ${hashed.digits('$id')} AS id, ${hashed.digits('$value')} AS value`, {
        id: idHash(key, id),
        value: valueHash(id),
      })
      expect(ofSql).toEqual(ofLedger)
    }),
  )
  engine.close()
  rmSync(folder, { recursive: true })
})
