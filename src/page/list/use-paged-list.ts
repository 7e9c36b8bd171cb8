import { useEffect, useMemo, useState } from 'preact/hooks'
import { type ListPorts, type ListState, PagedList } from './paged-list'

/** A list in a component. It looks again whenever `changed` is another. */
export function usePagedList<Row, Filter>(
  { fetchRows, placeOf }: Pick<ListPorts<Row, Filter>, 'fetchRows' | 'placeOf'>,
  filter: Filter,
  changed: unknown,
): readonly [PagedList<Row, Filter>, ListState<Row>] {
  const [state, setState] = useState<ListState<Row>>(PagedList.atFirst)
  const list = useMemo(
    () =>
      new PagedList<Row, Filter>(
        {
          fetchRows,
          placeOf,
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

/** What holds a list still while it is pointed at or has the focus: a row must not run away from who wants to click it. */
export function holdWhileUsed(list: { hold(reason: string, isOn: boolean): void }) {
  return {
    onPointerEnter: () => list.hold('pointer', true),
    onPointerLeave: () => list.hold('pointer', false),
    onFocusIn: () => list.hold('focus', true),
    onFocusOut: () => list.hold('focus', false),
  }
}
