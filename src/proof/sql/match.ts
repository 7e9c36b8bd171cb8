import { arrivalWindow } from '../match-by-arrival'
import { kindNumber } from '../verdict'
import { isLate } from './landing'
import { hashed, second } from './text'

/** Which row is of which entry, by their numbers. A row stands here once. */
export const createMatches = `
  CREATE TABLE matches (entry BIGINT, row BIGINT);
  CREATE TABLE copies (row BIGINT);
  CREATE TABLE many (key UBIGINT);
  CREATE TABLE entry_keys (entry BIGINT, key UBIGINT, accepted_at BIGINT, since BIGINT);
  CREATE TABLE row_keys (row BIGINT, key UBIGINT, kind TINYINT, t BIGINT)`

const nothing = [hashed.value("''"), hashed.value("'{}'")]
/** An empty value is the same in both its forms. */
const content = `CASE WHEN value IN (${nothing.join(', ')}) THEN ${nothing[0]} ELSE coalesce(bare, value) END`

/**
 * Rows that another file has, too: the reports of two days that overlap, or the same time from two channels. Within one
 * file, or one Data Locker, equal rows are two events; so of several files the one with most of them counts. A file
 * without custom_data repeats rows that another has with it.
 */
export const findCopies = `
  CREATE TEMP TABLE contents AS
    SELECT raw.rowid AS row, files.pile, files.has_custom, raw.did,
      hash(raw.app, kind, coalesce(user_a, user_c), name, ${second('t')}, ${content}) AS content
    FROM raw JOIN files USING (file) WHERE s2s IS DISTINCT FROM false;
  CREATE TEMP TABLE shared AS SELECT content FROM contents GROUP BY content HAVING min(pile) <> max(pile);
  CREATE TEMP TABLE ranked AS
    SELECT *, row_number() OVER (PARTITION BY content, pile, did ORDER BY row) AS place
    FROM contents SEMI JOIN shared USING (content);
  CREATE TEMP TABLE kept AS SELECT DISTINCT ON (content, did, place) * FROM ranked ORDER BY content, did, place, pile;
  CREATE TEMP TABLE named AS SELECT content, count(*) AS count FROM kept WHERE did IS NOT NULL GROUP BY content;
  INSERT INTO copies SELECT row FROM ranked ANTI JOIN kept USING (row);
  INSERT INTO copies SELECT kept.row FROM kept JOIN named USING (content)
    WHERE kept.did IS NULL AND NOT kept.has_custom AND kept.place <= named.count;
  DROP TABLE contents; DROP TABLE shared; DROP TABLE ranked; DROP TABLE kept; DROP TABLE named`

/** First rule: the delivery id that came back. Rows that do not say where they come from are matched by it alone. */
export const byDelivery = {
  entries: 'SELECT rowid, did, accepted_at, accepted_at FROM entries WHERE on_wire',
  rows: `SELECT raw.rowid, did, kind, t FROM raw WHERE did IS NOT NULL AND s2s IS DISTINCT FROM false
    AND raw.rowid NOT IN (SELECT row FROM copies)`,
}

/** What no rule has matched yet: rows that name no delivery, since one that does is nobody else's. */
export const createOpen = `
  CREATE TABLE open_entries AS
    SELECT rowid AS entry, hash(app_id, event_name) AS event, "user", value, value_start, "order",
      event_time, accepted_at, ${isLate} AS is_late
    FROM entries WHERE rowid NOT IN (SELECT entry FROM matches);
  CREATE TABLE open_rows AS
    SELECT raw.rowid AS row, hash(app, name) AS event, kind, t, value, bare, user_a, user_c, "order"
    FROM raw WHERE s2s AND did IS NULL AND raw.rowid NOT IN (SELECT row FROM copies)`

export const shrinkOpen = `
  CREATE OR REPLACE TABLE open_entries AS SELECT * FROM open_entries WHERE entry NOT IN (SELECT entry FROM matches);
  CREATE OR REPLACE TABLE open_rows AS SELECT * FROM open_rows WHERE row NOT IN (SELECT row FROM matches)`

/** How the user and the value may agree: the value is whole, cut after 1,000 characters, or spaced otherwise. */
const likenesses = (['user_a', 'user_c'] as const).flatMap((user) =>
  (
    [
      ['value', 'value'],
      ['value_start', 'value'],
      ['value', 'bare'],
    ] as const
  ).map(([entry, row]) => ({
    user,
    entry,
    row,
    entryHas: entry === 'value' ? 'true' : `${entry} IS NOT NULL`,
    rowHas: row === 'value' ? 'true' : `${row} IS NOT NULL`,
  })),
)

/** Second rule: app, user, event name, value and second. */
export function bySecond(which: string): readonly Rule[] {
  return likenesses.map(({ user, entry, row, entryHas, rowHas }) => ({
    entries: `SELECT entry, hash(event, "user", ${entry}, ${second('event_time')}), accepted_at, event_time
      FROM open_entries WHERE event_time IS NOT NULL AND ${entryHas} AND ${which}`,
    rows: `SELECT row, hash(event, ${user}, ${row}, ${second('t')}), kind, t
      FROM open_rows WHERE ${user} IS NOT NULL AND t IS NOT NULL AND ${rowHas}`,
  }))
}

/** Third rule: the same, its time near that of acceptance. */
export const byArrival: readonly Rule[] = likenesses.map(({ user, entry, row, entryHas, rowHas }) => ({
  entries: `SELECT entry, hash(event, "user", ${entry}), accepted_at, accepted_at FROM open_entries WHERE ${entryHas}`,
  rows: `SELECT row, hash(event, ${user}, ${row}), kind, t
    FROM open_rows WHERE ${user} IS NOT NULL AND t IS NOT NULL AND ${rowHas}`,
}))

export const notLate = 'NOT is_late'
export const whichever = 'true'

/** Fourth rule: app, event name and the order's id. */
export const byOrder = {
  entries:
    'SELECT entry, hash(event, "order"), accepted_at, coalesce(event_time, accepted_at) FROM open_entries WHERE "order" IS NOT NULL',
  rows: 'SELECT row, hash(event, "order"), kind, t FROM open_rows WHERE "order" IS NOT NULL AND t IS NOT NULL',
}

export interface Rule {
  readonly entries: string
  readonly rows: string
}

/** Fills the keys of a rule, and finds those that several entries have. */
export function prepareRule({ entries, rows }: Rule): string {
  return `DELETE FROM entry_keys; DELETE FROM row_keys; DELETE FROM many;
    INSERT INTO entry_keys ${entries};
    INSERT INTO row_keys SELECT * FROM (${rows}) AS found (row, key, kind, t) SEMI JOIN entry_keys USING (key);
    INSERT INTO many SELECT key FROM entry_keys SEMI JOIN row_keys USING (key) GROUP BY key HAVING count(*) > 1`
}

/** Every time will do. */
export const anyTime = 'true'
/** An order comes back within days: the id of a month ago is another's. */
export const nearTime = `row_keys.t BETWEEN least(entry_keys.since, entry_keys.accepted_at) - 86400000
  AND entry_keys.accepted_at + 172800000`
const isInWindow = `row_keys.t BETWEEN entry_keys.accepted_at - ${arrivalWindow.beforeMs}
  AND entry_keys.accepted_at + ${arrivalWindow.afterMs}`
export const arrivalTime = isInWindow

/** An entry whose key no other has takes all rows with it: more than one in a report is a duplicate. */
export function matchSingle(time: string): string {
  return `INSERT INTO matches SELECT entry, row FROM row_keys JOIN entry_keys USING (key) ANTI JOIN many USING (key) WHERE ${time}`
}

/**
 * Of n entries with one key and m rows in a report, each takes its turn: none is left over while there are rows. Blocked
 * ones are dealt out from the end, since what is blocked is in no other report.
 */
export function matchInTurn(time: string): string {
  return `INSERT INTO matches
    WITH turns AS (
      SELECT entry, key, accepted_at, since, row_number() OVER (PARTITION BY key ORDER BY since, accepted_at, entry) - 1 AS turn,
        count(*) OVER (PARTITION BY key) AS turns
      FROM entry_keys SEMI JOIN many USING (key)
    ),
    placed AS (
      SELECT row, key, kind, t, row_number() OVER (PARTITION BY key, kind ORDER BY t, row) - 1 AS place
      FROM row_keys SEMI JOIN many USING (key)
    )
    SELECT entry_keys.entry, row_keys.row FROM placed AS row_keys JOIN turns AS entry_keys
      ON row_keys.key = entry_keys.key AND row_keys.place % entry_keys.turns =
        CASE kind WHEN ${kindNumber('blocked')} THEN turns - 1 - turn ELSE turn END
    WHERE ${time}`
}

/** Entries and rows of keys that several entries have, key by key, in the order of time: for `matchByArrival`. */
export const groupsInTime = `
  SELECT key::VARCHAR AS key, -1 AS kind, entry::DOUBLE AS id, accepted_at::DOUBLE AS moment FROM entry_keys SEMI JOIN many USING (key)
  UNION ALL
  SELECT key::VARCHAR, kind, row::DOUBLE, t::DOUBLE FROM row_keys SEMI JOIN many USING (key)
  ORDER BY key, kind, moment, id`

/** A repetition that arrived late: of an entry that may have come twice, and was matched by its second. */
export const lateRepetitions = `
  INSERT INTO matches
    SELECT DISTINCT ON (row) entry, row FROM (
      SELECT found.entry, open_rows.row, abs(open_rows.t - found.accepted_at) AS distance
      FROM open_rows JOIN (
        SELECT entries.rowid AS entry, hash(app_id, event_name) AS event, "user", value, accepted_at
        FROM entries WHERE may_be_duplicated AND entries.rowid IN (SELECT entry FROM matches)
      ) AS found ON found.event = open_rows.event AND found.value = open_rows.value
        AND (found."user" = open_rows.user_a OR found."user" = open_rows.user_c)
      WHERE open_rows.t BETWEEN found.accepted_at - ${arrivalWindow.beforeMs} AND found.accepted_at + ${arrivalWindow.afterMs}
    ) ORDER BY row, distance, entry`

export const countForeign = `
  SELECT count(*)::DOUBLE AS foreign, (count(*) FILTER (t < (SELECT min(accepted_at) FROM entries)))::DOUBLE AS before
  FROM raw WHERE s2s AND kind <> ${kindNumber('blocked')}
    AND raw.rowid NOT IN (SELECT row FROM copies) AND raw.rowid NOT IN (SELECT row FROM matches)`
