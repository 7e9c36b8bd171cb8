import { clockMs, servedMs, settlingMs } from '../coverage'
import { kindNumber } from '../verdict'
import { isLate, isTimely } from './landing'
import { decimal, second } from './text'

const dayMs = 86_400_000
const [nonorganic, organic, retarget, blocked] = [
  kindNumber('nonorganic'),
  kindNumber('organic'),
  kindNumber('retarget'),
  kindNumber('blocked'),
]

/** 0: nothing is lost, or nobody can say; 1: the row names another currency; 2: the row has no revenue; 3: another one. */
const revenueLoss = `CASE
  WHEN entries.revenue IS NULL OR NOT files.has_revenue THEN 0
  WHEN raw.revenue = entries.revenue OR ${decimal("coalesce(raw.revenue, '0')")} = entries.amount THEN 0
  WHEN nullif(trim(raw.revenue), '') IS NULL THEN 2
  WHEN entries.currency IS NOT NULL AND raw.currency IS NOT NULL AND upper(entries.currency) <> upper(raw.currency) THEN 1
  WHEN entries.amount IS NULL THEN 0
  ELSE 3 END`

const isRecorded = `raw.kind <> ${blocked}`

/** What the rows of each entry say. */
export const createFound = `
  CREATE TABLE found AS
    SELECT matches.entry,
      count(*) FILTER (${isRecorded}) AS recorded,
      greatest(count(*) FILTER (kind = ${nonorganic}), count(*) FILTER (kind = ${organic}),
        count(*) FILTER (kind = ${retarget})) AS most,
      coalesce(bool_and(kind = ${organic}) FILTER (${isRecorded}), false) AS is_organic,
      coalesce(bool_or(${second('t')} = ${second('entries.event_time')}) FILTER (${isRecorded}), false) AS in_time,
      (min(t) FILTER (${isRecorded})) AS landed,
      coalesce(min(${revenueLoss}) FILTER (${isRecorded}), 0) AS loss,
      coalesce(bool_and(entries.value_start IS NOT NULL AND raw.value <> entries.value
        AND (raw.value = entries.value_start OR raw.is_cut)) FILTER (${isRecorded}), false) AS is_cut,
      max(reason) FILTER (kind = ${blocked}) AS reason
    FROM matches JOIN raw ON raw.rowid = matches.row JOIN files USING (file) JOIN entries ON entries.rowid = matches.entry
    GROUP BY matches.entry`

/**
 * For each entry without a row: when it would have landed. An event keeps its own time until the late rule; near the
 * border, or where the app's time zone decides, both times may hold. Of what landed on arrival, AppsFlyer's clock tells the
 * day, and ours may be wrong by a little: it may be the one before or the next one.
 */
const landings = `
  SELECT rowid AS entry, app_id, endpoint, event_name, "user", on_wire, other_key, accepted_at,
    CASE WHEN ${isLate} THEN NULL ELSE event_time END AS own,
    CASE WHEN NOT ${isLate} AND ${isTimely} THEN NULL ELSE accepted_at - ${clockMs} END AS soonest,
    CASE WHEN NOT ${isLate} AND ${isTimely} THEN NULL ELSE accepted_at + ${clockMs} END AS latest
  FROM entries WHERE rowid NOT IN (SELECT entry FROM found)`

/** `covers` by landing and by arrival, of one report and app; `$now` in milliseconds. */
export const createCovers = `
  CREATE TABLE covers (app INTEGER, kind INTEGER, is_arrival INTEGER, begins BIGINT, ends BIGINT, settled BIGINT);
  CREATE TABLE apps (number INTEGER, app VARCHAR, has_rows BOOLEAN, has_server BOOLEAN, without_source BOOLEAN,
    is_cut BOOLEAN, is_damaged BOOLEAN, is_unfinished BOOLEAN, is_pushed BOOLEAN, has_custom BOOLEAN, knows_users BOOLEAN)`

/** `which`: more that a cover of a report has to be. */
const spannedAt = (moment: string, which: string) => `(${moment} IS NULL OR EXISTS (
  SELECT 1 FROM covers WHERE covers.app = unseen.number AND is_arrival = 0 AND ${moment} >= begins AND ${moment} < ends${which}))`
const spannedBy = (which: string) =>
  `(${['own', 'soonest', 'latest'].map((moment) => spannedAt(moment, which)).join(' AND ')})`

const covered = (kind: number) => `(
  (EXISTS (SELECT 1 FROM covers WHERE covers.app = unseen.number AND covers.kind = ${kind} AND is_arrival = 1
      AND accepted_at >= begins AND accepted_at < ends AND accepted_at <= settled))
  OR ${spannedBy(` AND covers.kind = ${kind} AND accepted_at <= settled`)})`

const spanned = spannedBy('')

/** Entries without a row, and in which reports their users were seen. */
export const createSeen = `
  CREATE TABLE landings AS ${landings};
  CREATE TABLE seen AS
    SELECT app, "user", bool_or(kind = ${nonorganic}) AS nonorganic, bool_or(kind = ${organic}) AS organic
    FROM (
      SELECT app, user_a AS "user", kind FROM raw WHERE user_a IS NOT NULL
      UNION ALL SELECT app, user_c, kind FROM raw WHERE user_c IS NOT NULL
    ) SEMI JOIN (SELECT app_id AS app, "user" FROM landings) AS sought USING (app, "user")
    GROUP BY app, "user"`

/** An app knows users of the ledger where an entry was matched, or a user was seen. */
export const markKnown = `
  UPDATE apps SET knows_users = true WHERE app IN (SELECT app FROM seen)
    OR app IN (SELECT app_id FROM entries SEMI JOIN found ON found.entry = entries.rowid)`

export const createUnseen = `
  CREATE TABLE unseen AS
    SELECT landings.*, coalesce(apps.number, -1) AS number, apps.* EXCLUDE (number, app),
      coalesce(seen.nonorganic, false) AS seen_nonorganic, coalesce(seen.organic, false) AS seen_organic
    FROM landings LEFT JOIN apps ON apps.app = landings.app_id
      LEFT JOIN seen ON seen.app = landings.app_id AND seen."user" = landings."user"`

/** Equal entries of which another has rows in two reports: one of those rows may be this one's. */
export const createAmbiguous = `
  CREATE TABLE ambiguous AS
    WITH alike AS (
      SELECT rowid AS entry, hash(app_id, event_name, "user", value) AS content FROM entries
    ),
    doubtful AS (SELECT content FROM alike SEMI JOIN landings USING (entry)),
    twins AS (
      SELECT alike.content FROM alike SEMI JOIN doubtful USING (content) JOIN matches USING (entry)
        JOIN raw ON raw.rowid = matches.row
      GROUP BY alike.content, alike.entry HAVING count(DISTINCT kind) > 1
    )
    SELECT entry FROM alike SEMI JOIN twins USING (content) SEMI JOIN landings USING (entry)`

/** Where no row is: missing, or why nobody can tell. */
export const createUntold = `
  CREATE TABLE untold AS
    SELECT entry, CASE
      WHEN endpoint = 'web_visit' THEN 'web_visit'
      WHEN event_name IS NULL THEN 'no_event'
      WHEN NOT coalesce(has_rows, false) AND (endpoint LIKE 'web%' OR endpoint LIKE 'pba%') THEN 'web_channel'
      WHEN NOT coalesce(has_rows, false) THEN 'no_rows'
      WHEN least(coalesce(own, accepted_at), coalesce(soonest, own)) < $now::BIGINT - ${servedMs} THEN 'too_old'
      WHEN greatest(coalesce(own, accepted_at), accepted_at) > $now::BIGINT - ${settlingMs} THEN 'not_settled'
      WHEN entry IN (SELECT entry FROM ambiguous) THEN 'equal_events'
      WHEN ($has_key = 0 OR other_key) AND NOT (on_wire AND has_custom) THEN 'no_key'
      WHEN without_source AND NOT (on_wire AND has_custom) THEN 'no_event_source'
      WHEN NOT has_server THEN 'no_s2s_rows'
      WHEN NOT knows_users AND NOT (on_wire AND has_custom) THEN 'nobody_known'
      WHEN is_nonorganic AND is_organic THEN NULL
      WHEN is_nonorganic AND seen_nonorganic AND NOT seen_organic THEN NULL
      WHEN is_organic AND seen_organic AND NOT seen_nonorganic THEN NULL
      WHEN is_nonorganic OR is_organic THEN 'other_report'
      WHEN is_cut THEN 'cut'
      WHEN is_damaged THEN 'damaged'
      WHEN is_unfinished THEN 'unfinished'
      WHEN is_spanned THEN 'fetched_early'
      WHEN is_pushed THEN 'push_only'
      ELSE 'not_covered' END AS why
    FROM (
      SELECT *, ${covered(nonorganic)} AS is_nonorganic, ${covered(organic)} AS is_organic, ${spanned} AS is_spanned
      FROM unseen
    )`

/** One row an entry, with its verdict. */
export const createJudged = `
  CREATE TABLE judged AS
    SELECT entries.rowid AS entry, CASE
        WHEN found.entry IS NULL THEN CASE WHEN why IS NULL THEN 'missing' ELSE 'cannot_tell' END
        WHEN recorded = 0 THEN 'blocked'
        WHEN most > 1 THEN 'duplicated'
        WHEN loss > 1 THEN 'revenue_lost'
        WHEN is_cut THEN 'value_truncated'
        WHEN event_time IS NOT NULL AND NOT in_time THEN 'recorded_at_arrival'
        WHEN is_organic THEN 'recorded_organic'
        ELSE 'recorded' END AS verdict,
      app_id, event_name, coalesce(event_time, accepted_at) // ${dayMs} AS day, currency, revenue, amount
    FROM entries LEFT JOIN found ON found.entry = entries.rowid LEFT JOIN untold ON untold.entry = entries.rowid`
