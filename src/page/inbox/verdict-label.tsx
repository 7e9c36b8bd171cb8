import type { Verdict } from '../../sandbox/inbox/arrival'
import { shortVerdictWords, verdictSigns, verdictWords } from '../words'

interface Props {
  readonly verdict: Verdict
  /** In a list, whose column is narrow. */
  readonly isShort?: boolean
}

export function VerdictLabel({ verdict, isShort = false }: Props) {
  const words = isShort ? shortVerdictWords : verdictWords
  return (
    <span class="verdict" data-verdict={verdict}>
      <span class="sign" aria-hidden="true">
        {verdictSigns[verdict]}
      </span>
      {words[verdict]}
    </span>
  )
}
