import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'

/** Undefined takes a part of the filter away. */
export type ChangedFilter = { readonly [Name in keyof ArrivalFilter]?: ArrivalFilter[Name] | undefined }
