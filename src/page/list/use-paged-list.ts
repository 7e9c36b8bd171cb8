import { useEffect, useMemo, useState } from 'preact/hooks'
import { type ListPorts, type ListState, PagedList } from './paged-list'

/** A list in a component. It looks again whenever `changed` is another. */
export function usePagedList<Row, Filter>(
  fetchRows: ListPorts<Row, Filter>['fetchRows'],
  filter: Filter,
  changed: unknown,
): readonly [PagedList<Row, Filter>, ListState<Row>] {
  const [state, setState] = useState<ListState<Row>>(PagedList.atFirst)
  const list = useMemo(
    () =>
      new PagedList<Row, Filter>(
        {
          fetchRows,
          now: () => performance.now(),
          later: (call, delayMs) => {
            const timer = setTimeout(call, delayMs)
            return () => clearTimeout(timer)
          },
          onChange: setState,
        },
        filter,
      ),
    [],
  )
  useEffect(() => list.filter(filter), [list, filter])
  useEffect(() => list.somethingChanged(), [list, changed])
  useEffect(() => () => list.stop(), [list])
  return [list, state]
}
