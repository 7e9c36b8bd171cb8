/** `app_set_id`: Android's app set id; scope 1 is this app, 2 is all apps of the developer (mobile v2 and v3 OpenAPI, AndroidIds). */
export interface AppSetId {
  scope: 1 | 2
  id: string
}

/** `consent_data` (mobile v3 OpenAPI, ConsentData): the TCF string, or the three answers given by hand. */
export type ConsentData = { tcf: TcfConsent } | { manual: ManualConsent }

export interface TcfConsent {
  policy_version: number
  gdpr_applies: -1 | 0 | 1
  cmp_sdk_id: number
  cmp_sdk_version: number
  tcstring: string
}

export interface ManualConsent {
  gdpr_applies: boolean
  ad_user_data_enabled: boolean
  ad_personalization_enabled: boolean
}
