import { useState } from 'preact/hooks'
import { copyText } from '../../inbox/copy-button'
import { inDigits } from '../../words'
import { mostLinkLength, type Shared, toFragment } from './share-link'
import { withoutSecrets } from './without-secrets'

type Made =
  | { readonly ok: true; readonly link: string; readonly wasCopied: boolean; readonly about: readonly string[] }
  | { readonly ok: false; readonly problem: string }

/** Makes a link that opens the playground with what it holds now. */
export function ShareBar({ shared }: { readonly shared: Shared }) {
  const [made, setMade] = useState<(Made & { readonly of: Shared }) | null>(null)
  // What was said of a link is not true of what was typed since.
  const isCurrent =
    made?.of.input === shared.input &&
    made.of.configuration === shared.configuration &&
    made.of.stream === shared.stream
  return (
    <div class="share">
      <p class="buttons">
        <button type="button" onClick={() => void makeLink(shared).then((link) => setMade({ ...link, of: shared }))}>
          Copy a link to this
        </button>
        <span class="quiet">Nothing leaves this page.</span>
      </p>
      <div role="status" class="share-said">
        {made !== null && isCurrent && (made.ok ? <LinkMade made={made} /> : <p class="bad">{made.problem}</p>)}
      </div>
    </div>
  )
}

function LinkMade({ made: { link, wasCopied, about } }: { readonly made: Made & { readonly ok: true } }) {
  return (
    <>
      <p>
        <b>{wasCopied ? 'Copied.' : 'This browser lets no page copy: take it from here.'}</b> {about.join(' ')}
      </p>
      <input
        class="mono"
        aria-label="The link"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
    </>
  )
}

async function makeLink({ input, configuration, stream }: Shared): Promise<Made> {
  const shareable = withoutSecrets(configuration)
  if (!shareable.ok) {
    return {
      ok: false,
      problem: 'No link: the configuration cannot be read, so its keys cannot be taken out. Mend it first.',
    }
  }
  const fragment = await toFragment({ input, configuration: shareable.text, stream })
  const { origin, pathname, search } = window.location
  const link = origin + pathname + search + fragment
  if (link.length > mostLinkLength) {
    const length = `${inDigits(link.length)} characters, and ${inDigits(mostLinkLength)} are the most that mail and chat pass on whole`
    return { ok: false, problem: `No link: it would have ${length}. Shorten the input.` }
  }
  const wasCopied = await copyText(link).then(
    () => true,
    () => false,
  )
  const { replaced, removed } = shareable
  const about = [
    'It holds the input as it stands, personal data too, and the configuration',
    replaced.length === 0 ? 'without keys.' : `without keys: ${replaced.join(', ')} became any-token.`,
    ...(removed.length === 0 ? [] : [`Left out, too: ${removed.join(', ')}.`]),
    'It opens where a sandbox runs at this address. Browsers send nothing of what stands behind the #.',
  ]
  return { ok: true, link, wasCopied, about }
}
