import { pullHeaders, type rawColumns } from '../../spec/appsflyer/raw-data/columns'

type RawColumn = (typeof rawColumns)[number]

/**
 * One row of AppsFlyer's raw data, whatever channel it came through: text by column, under the names of Data Locker and
 * the Push API. A column without text is absent. A row may have columns that we do not know.
 */
export type RawRow = { readonly [name in RawColumn]?: string } & { readonly [name: string]: string | undefined }

/** The column without which a file is none of AppsFlyer's raw data. */
export const keyColumn = 'appsflyer_id' satisfies RawColumn

const renamed: ReadonlyMap<string, string> = new Map(Object.entries(pullHeaders))

/** The name of a column, whose header may be the Pull API's ("AppsFlyer ID") or snake case, in small or capital letters. */
export function columnName(header: string): string {
  const snake = header
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
  // The Pull API asks for contributor1_match_type what it heads Contributor 1 Match Type.
  const name = snake.replace(/^contributor([1-3])_/, 'contributor_$1_')
  return renamed.get(name) ?? name
}
