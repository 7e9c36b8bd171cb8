import { useEffect, useState } from 'preact/hooks'

const thanksMs = 1_500

export function CopyButton({ text }: { readonly text: string }) {
  const [done, setDone] = useState(false)
  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => setDone(false), thanksMs)
    return () => clearTimeout(timer)
  }, [done])
  const copy = () => void navigator.clipboard.writeText(text).then(() => setDone(true))
  return (
    <button type="button" class="plain" onClick={copy}>
      {done ? 'Copied' : 'Copy'}
    </button>
  )
}
