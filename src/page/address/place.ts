export const tabNames = ['inbox', 'raw-data', 'playground'] as const
export type Tab = (typeof tabNames)[number]

/** What is chosen in a tab, as texts; a choice that is not made is absent. */
export type Choices = Readonly<Record<string, string>>
export type ChangedChoices = Readonly<Record<string, string | undefined>>

/** Where the page is. It stands in the address behind the #, so that a reload, a link and the back button show the same. */
export interface Place {
  readonly tab: Tab
  readonly choices: Choices
}

export function readPlace(hash: string): Place {
  const [name = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s)
  const tab = tabNames.find((known) => known === name) ?? 'inbox'
  return { tab, choices: withoutUnset(Object.fromEntries(new URLSearchParams(query))) }
}

export function hashOf({ tab, choices }: Place): string {
  const query = new URLSearchParams(choices).toString()
  return query === '' ? `#${tab}` : `#${tab}?${query}`
}

/** Undefined and empty texts are choices not made. */
export function withoutUnset(choices: ChangedChoices): Choices {
  return Object.fromEntries(Object.entries(choices).filter(isMade<string>))
}

export function isMade<Value>(choice: [string, Value | undefined]): choice is [string, Value] {
  const [, value] = choice
  return value !== undefined && value !== ''
}
