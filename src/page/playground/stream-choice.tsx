import type { StreamMapping } from '../../../spec/configuration/rules'
import type { UnusedMapping } from '../../console/inputs/unused-mapping'
import { plural } from '../words'

interface Props {
  readonly streams: readonly StreamMapping[]
  readonly chosen: string
  readonly unused: UnusedMapping | undefined
  readonly choose: (stream: string) => void
}

/** Which stream the records are of that name none: its mapping applies to them. */
export function StreamChoice({ streams, chosen, unused, choose }: Props) {
  if (streams.length === 0) return null
  const rows = unused?.rowsWithoutStream ?? 0
  return (
    <div class="stream">
      <label class="choice">
        Read rows as stream
        <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">none</option>
          {streams.map(({ stream }) => (
            <option key={stream} value={stream}>
              {stream}
            </option>
          ))}
        </select>
      </label>
      {rows > 0 && (
        <p class="quiet">
          {`${plural(rows, 'row')} ${rows === 1 ? 'names' : 'name'} no stream: the mapping is not used, usual names of columns count.`}
        </p>
      )}
    </div>
  )
}
