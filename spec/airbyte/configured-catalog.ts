import { z } from 'zod'
import { describeIssue } from '../files/describe-issue'
import { parseJsonFile } from '../files/parse-json-file'
import { formatPath, type Problem } from '../files/problem'
import { stripNulls } from '../files/strip-nulls'
import type { StreamName } from './stream-name'

/**
 * The configured catalog: which streams a sync brings. Sync modes are taken as they come, since platforms and test
 * clients choose modes that the specification does not list; everything but soft_delete is an append here.
 */
const catalogSchema = z.object({
  streams: z.array(
    z.object({
      /** How the source is read: `full_refresh` brings every row again. */
      sync_mode: z.string().optional(),
      stream: z.object({ name: z.string().min(1, 'is empty'), namespace: z.string().optional() }),
      destination_sync_mode: z
        .string()
        .default('append')
        .refine((mode) => mode !== 'soft_delete', 'is soft_delete, and AppsFlyer has nothing to delete: choose append'),
      destination_object_name: z.string().optional(),
      /** Paths into a record. Anything else is no key, and no reason to refuse a sync. */
      primary_key: z.array(z.array(z.string())).catch([]).default([]),
    }),
  ),
})

export interface CatalogStream extends StreamName {
  readonly syncMode: string
  /** The source brings every row with every sync. */
  readonly isFullRefresh?: boolean
  /** Data activation: what the stream's records are sent as. */
  readonly objectName?: string
  /** Where a record's own key is: paths into its data. */
  readonly primaryKey?: readonly (readonly string[])[]
}

export type ParsedCatalog =
  | { readonly ok: true; readonly streams: readonly CatalogStream[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The text of a configured catalog, whatever its file is called, or everything that is wrong with it. No streams are fine. */
export function parseCatalogText(text: string): ParsedCatalog {
  const parsed = parseJsonFile(text)
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] }
  const result = catalogSchema.safeParse(stripNulls(parsed.object), { error: describeIssue })
  if (!result.success) {
    return {
      ok: false,
      problems: result.error.issues.map(({ path, message }) => ({ path: formatPath(path), message })),
    }
  }
  return { ok: true, streams: result.data.streams.map(catalogStream) }
}

function catalogStream(entry: z.infer<typeof catalogSchema>['streams'][number]): CatalogStream {
  const { name, namespace } = entry.stream
  const objectName = entry.destination_object_name
  return {
    name,
    syncMode: entry.destination_sync_mode,
    ...(entry.sync_mode === 'full_refresh' && { isFullRefresh: true }),
    ...(namespace === undefined || namespace === '' ? {} : { namespace }),
    ...(objectName === undefined ? {} : { objectName }),
    ...(entry.primary_key.length === 0 ? {} : { primaryKey: entry.primary_key }),
  }
}
