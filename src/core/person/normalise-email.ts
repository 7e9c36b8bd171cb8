const emailPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/

/**
 * An e-mail address in the form AppsFlyer hashes: trimmed, lower case (mobile v3 OpenAPI, email_hashed). Undefined when
 * the text is no address.
 */
export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase()
  return emailPattern.test(email) ? email : undefined
}
