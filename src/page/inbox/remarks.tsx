import { type Document, documents } from '../../../spec/appsflyer/documents'
import type { Note, Reason } from '../../sandbox/inbox/arrival'
import { asTitle, lossWords } from '../words'

/** Why a request was refused or lost something. */
export function Reasons({ reasons, isErasure }: { readonly reasons: readonly Reason[]; readonly isErasure: boolean }) {
  return (
    <>
      <h3>{reasons.length === 1 ? 'Why' : `Why (${reasons.length})`}</h3>
      <ul class="remarks">
        {reasons.map((reason) => (
          <li key={`${reason.code} ${reason.field}`} data-loses={reason.loses}>
            <p class="remark-head">
              <b>{asTitle(reason.code)}</b>
              {reason.field !== null && <code>{reason.field}</code>}
              <span class="loses">{isErasure ? 'Nobody is erased' : lossWords[reason.loses]}</span>
            </p>
            <p>{reason.message}</p>
            {reason.document !== undefined && <DocumentLine title={reason.document} />}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What AppsFlyer uses less well than it could. */
export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <>
      <h3>{notes.length === 1 ? 'Note' : `Notes (${notes.length})`}</h3>
      <ul class="remarks">
        {notes.map((note) => (
          <li key={`${note.code} ${note.field}`}>
            <p class="remark-head">
              <b>{asTitle(note.code)}</b>
              {note.field !== null && <code>{note.field}</code>}
            </p>
            <p>{note.message}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

const known: readonly Document[] = Object.values(documents)

function DocumentLine({ title }: { readonly title: string }) {
  const url = known.find((document) => document.title === title)?.url
  return (
    <p class="document">
      {url === undefined ? (
        title
      ) : (
        <a href={url} target="_blank" rel="noreferrer">
          {title}
        </a>
      )}
    </p>
  )
}
