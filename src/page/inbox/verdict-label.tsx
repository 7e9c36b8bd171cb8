import type { Verdict } from '../../sandbox/inbox/arrival'
import { verdictSigns, verdictWords } from '../words'

export function VerdictLabel({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span class="verdict" data-verdict={verdict}>
      <span class="sign" aria-hidden="true">
        {verdictSigns[verdict]}
      </span>
      {verdictWords[verdict]}
    </span>
  )
}
