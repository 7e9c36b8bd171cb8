import type { Meaning } from '../answers/response-rules'

/** What one of the OpenDSR API's own codes (`af_gdpr_code`) means for the request it answers. */
export interface ErasureRefusal {
  readonly means: Extract<Meaning, 'transient' | 'rejected' | 'misconfigured'>
  /** What the user should know or do, in whole sentences. */
  readonly advice: string
}

const rejected = (advice: string): ErasureRefusal => ({ means: 'rejected', advice })
const misconfigured = (advice: string): ErasureRefusal => ({ means: 'misconfigured', advice })
const malformed = (part: string): ErasureRefusal =>
  rejected(`AppsFlyer does not take the form of the request (${part}): this is a bug of ours, please report it.`)

/** AppsFlyer's own code in the text of an answer: single calls wrap it in `error`, batches and cancellations do not. */
export function erasureCodeIn(text: string): string | undefined {
  return /"af_gdpr_code"\s*:\s*"(e\d{3})"/.exec(text)?.[1]
}

/** All codes of the reference, "Submit a OpenDSR request": https://dev.appsflyer.com/hc/reference/create-opendsr-request */
export const erasureRefusals: Readonly<Record<string, ErasureRefusal>> = {
  e211: rejected('AppsFlyer cannot cancel the request any more.'),
  e212: rejected('AppsFlyer does not permit this request: ask your AppsFlyer contact.'),
  e213: rejected('AppsFlyer has a request with this id already.'),
  e214: rejected('AppsFlyer has no request with this id.'),
  e215: rejected(
    'AppsFlyer has an open request for one of these ids already, and took nothing for the others. Erase them by records of their own, or send this one again when that request is completed.',
  ),
  e311: malformed('its content type'),
  e312: malformed('its API version'),
  e313: malformed('its id'),
  e314: malformed('its time'),
  e315: malformed('the number or length of its callback addresses'),
  e316: malformed('its callback addresses'),
  e317: misconfigured('The app id has another form than AppsFlyer’s: compare it with the one under My apps.'),
  e318: malformed('the type of the identity'),
  e319: rejected('Apps of this platform know no users by this type of id.'),
  e321: rejected(
    'The user limits ad tracking, and AppsFlyer erases such users only on request: ask your AppsFlyer contact.',
  ),
  e322: malformed('its type'),
  e323: malformed('its identities'),
  e324: malformed('the number of its identities'),
  e325: rejected('AppsFlyer does not take the user’s id: it may be too long, or of another form than AppsFlyer’s.'),
  e326: malformed('its JSON'),
  e411: misconfigured(
    'The app is not in the account of the API token V2: compare the app id, and take the token from the account of the app.',
  ),
  e412: misconfigured('The API token V2 may not cancel this erasure.'),
  e413: misconfigured('The API token V2 may not see this request.'),
  e414: malformed('the number of requests in the batch'),
  e415: malformed('one id twice in the batch'),
  e416: malformed('one identity twice in the batch'),
  e417: malformed('another app than the batch’s'),
  e511: { means: 'transient', advice: 'AppsFlyer failed, and asks to wait an hour.' },
}
