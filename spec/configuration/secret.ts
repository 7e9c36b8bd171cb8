import { z } from 'zod'
import { whyNoSecret } from './placeholder'

/**
 * A secret. What is wrong with it is said by a check and not by `pattern` or `minLength`, which would make the mask of a
 * saved secret invalid in Airbyte's form. `mend` says what belongs there: "paste the S2S token".
 */
export function secret(mend: string) {
  return z
    .string()
    .trim()
    .superRefine((text, context) => {
      const why = whyNoSecret(text)
      if (why !== undefined) context.addIssue(`${why}: ${mend}`)
    })
}
