/** Pages of AppsFlyer's help center that say where a value is found. */
export const helpPages = {
  /** "Manage AppsFlyer tokens": S2S token and API token. */
  tokens: 'https://support.appsflyer.com/hc/en-us/articles/360004562377',
  /** The dev key of the account, and of an app. */
  devKey: 'https://support.appsflyer.com/hc/en-us/articles/37139123425809',
} as const

/** A link as Airbyte's form shows it in a description. */
export function helpLink(words: string, url: string): string {
  return `<a href="${url}" target="_blank">${words}</a>`
}
