import { useEffect, useState } from 'preact/hooks'

const thanksMs = 1_500

interface Props {
  readonly text: string
  /** What is copied, where more than one thing can be. */
  readonly words?: string
  readonly isPlain?: boolean
}

export function CopyButton({ text, words = 'Copy', isPlain = true }: Props) {
  const [done, setDone] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    if (done === null) return
    const timer = setTimeout(() => setDone(null), thanksMs)
    return () => clearTimeout(timer)
  }, [done])
  const copy = () =>
    void copyText(text).then(
      () => setDone('copied'),
      () => setDone('failed'),
    )
  return (
    <button type="button" class={isPlain ? 'plain' : ''} onClick={copy}>
      {done === null ? words : done === 'copied' ? 'Copied' : 'Not allowed'}
    </button>
  )
}

/** A page that is not served from this machine itself has no clipboard. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
}
