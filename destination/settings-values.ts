/** What the values of settings hold: Segment keeps each as a text. */

/** Segment keeps an empty setting as blank text. */
export function filled(value: string | null | undefined): string | undefined {
  const text = value?.trim() ?? ''
  return text === '' ? undefined : text
}

/** Texts with commas or line breaks between them, each once. */
export function partsOf(list: string | undefined): readonly string[] {
  const parts = (list ?? '').split(/[,\n]/).map((part) => part.trim())
  return [...new Set(parts)].filter((part) => part !== '')
}

/** Partner ids with commas, semicolons or line breaks between them. `all` blocks every one, whatever stands beside it. */
export function partnersOf(value: string | undefined): readonly string[] {
  const partners = partsOf((value ?? '').replace(/;/g, ','))
  const all = partners.find((partner) => partner.toLowerCase() === 'all')
  return all === undefined ? partners : ['all']
}

/** IANA name; undefined for what is none. */
export function timeZoneOf(value: string | undefined): string | undefined {
  const timeZone = filled(value)
  if (timeZone === undefined) return undefined
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch {
    return undefined
  }
}
