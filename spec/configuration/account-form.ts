import { helpLink, helpPages } from './help-pages'
import { secret } from './secret'

/** The account's secrets: one of each for all apps, however many there are. */
export const accountSecrets = {
  s2s_token: secret('paste the S2S token of the account')
    .optional()
    .meta({
      title: 'S2S token',
      description: `One for the whole account, for all apps. An admin finds it in AppsFlyer under Security center, ${helpLink('Manage AppsFlyer tokens', helpPages.tokens)}: type S2S. AppsFlyer advises a new one every 180 days.`,
      airbyte_secret: true,
      always_show: true,
      order: 0,
      group: 'account',
    }),
  dev_key: secret('paste the dev key of the account')
    .optional()
    .meta({
      title: 'Dev key',
      description: `Only for mobile apps on API version v2, and for apps on PCs, consoles and TVs. In AppsFlyer it is ${helpLink('in the settings of the app', helpPages.devKey)}.`,
      airbyte_secret: true,
      order: 1,
      group: 'account',
    }),
  api_token: secret('paste the API token V2 of the account')
    .optional()
    .meta({
      title: 'API token V2',
      description: `For erasures (a stream sent as erase) and raw data (ids learn --pull); sending events does not need it. It is beside the S2S token, under ${helpLink('Manage AppsFlyer tokens', helpPages.tokens)}: type API.`,
      airbyte_secret: true,
      order: 2,
      group: 'account',
    }),
}
