import { byGravity } from '../../../console/preview/finding-tally'
import type { Finding } from '../../../core/domain/finding'
import { asTitle } from '../../words'
import { severityWords } from '../words'
import { type Piece, sectionsOf } from './finding-docs'

/** The text of docs/findings.md: tools/build-page.mjs puts it here, since the page loads nothing from elsewhere. */
declare const FINDINGS_DOCUMENT: string

let sections: ReturnType<typeof sectionsOf> | undefined

/** What is to be known about a record, the gravest first, each with what the docs say. */
export function FindingsList({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul class="remarks">
      {[...findings].sort(byGravity).map(({ code, severity, field, message }) => (
        <li key={`${code} ${field}`} data-severity={severity} data-code={code}>
          <p class="remark-head">
            <b>{asTitle(code)}</b>
            {field !== null && <code>{field}</code>}
            <span class="loses">{severityWords[severity]}</span>
          </p>
          <p>{message}</p>
          <FindingDocs code={code} />
        </li>
      ))}
    </ul>
  )
}

function FindingDocs({ code }: { readonly code: string }) {
  sections ??= sectionsOf(FINDINGS_DOCUMENT)
  const paragraphs = sections.get(code)
  if (paragraphs === undefined) return null
  return (
    <details class="finding-docs">
      <summary>
        More <span class="unseen">about {asTitle(code)}</span>
      </summary>
      {paragraphs.map(({ isItem, pieces }, index) => (
        <p key={index} class={isItem ? 'item' : undefined}>
          {pieces.map((piece, at) => (
            <PieceView key={at} piece={piece} />
          ))}
        </p>
      ))}
      <p class="quiet">
        From <code>docs/findings.md#{code}</code>
      </p>
    </details>
  )
}

function PieceView({ piece }: { readonly piece: Piece }) {
  switch (piece.kind) {
    case 'code':
      return <code>{piece.text}</code>
    case 'strong':
      return <strong>{piece.text}</strong>
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noreferrer">
          {piece.text}
        </a>
      )
    case 'file':
      return (
        <>
          {piece.text} (<code>{piece.file}</code>)
        </>
      )
    default:
      return <>{piece.text}</>
  }
}
