/** A paragraph of a section, or an item of a list in it. */
export interface Paragraph {
  readonly isItem: boolean
  readonly pieces: readonly Piece[]
}

/** `href`: an address on the web; `file`: another document of ours, which the page does not have. */
export type Piece =
  | { readonly kind: 'text' | 'code' | 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'file'; readonly text: string; readonly file: string }

/** The sections of docs/findings.md, by code. */
export function sectionsOf(markdown: string): ReadonlyMap<string, readonly Paragraph[]> {
  const sections = markdown.split(/^### /m).slice(1)
  return new Map(
    sections.map((section) => {
      const [heading = '', ...lines] = section.split(/^## /m)[0]?.split('\n') ?? []
      return [heading.trim(), paragraphsOf(lines.join('\n'))]
    }),
  )
}

function paragraphsOf(text: string): readonly Paragraph[] {
  return text
    .split(/\n\s*\n|\n(?=- )/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => ({ isItem: block.startsWith('- '), pieces: piecesOf(block.replace(/^- /, '')) }))
}

const marked = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g

function piecesOf(block: string): readonly Piece[] {
  const text = block.replace(/\s*\n\s*/g, ' ')
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(marked)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) })
    const [whole, code, strong, label = '', target = ''] = match
    if (code !== undefined) pieces.push({ kind: 'code', text: code })
    else if (strong !== undefined) pieces.push({ kind: 'strong', text: strong })
    else if (/^https:\/\//.test(target)) pieces.push({ kind: 'link', text: label, href: target })
    else pieces.push({ kind: 'file', text: label, file: `docs/${target.split('#')[0]}` })
    end = match.index + whole.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}
