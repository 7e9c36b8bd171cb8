import { classifyAnswer, classifyFailure } from '../../../src/delivery/outcome/classify'
import { failureRules } from '../../../src/delivery/outcome/failure-rules'
import { failureOfError } from '../../../src/delivery/transport/failure-of-error'

test.each([
  [200, 'OK', 'accepted', 'accepted', false],
  [202, '{"status":"ok"}', 'accepted', 'accepted', false],
  [201, 'OK', 'transient', 'undocumented_success', true],
  [204, '', 'transient', 'undocumented_success', true],
  [600, '', 'misconfigured', 'unknown_answer', false],
  [200, '<html>', 'misconfigured', 'not_appsflyer', true],
  [403, '<html>', 'misconfigured', 'not_appsflyer', false],
  [400, 'Failed to Authenticate', 'misconfigured', 'wrong_key', false],
  [400, 'appsflyer_id is a mandatory field', 'rejected', 'missing_appsflyer_id', false],
  [400, '', 'rejected', 'bad_request', false],
  [401, '', 'misconfigured', 'unauthorized', false],
  [403, '', 'misconfigured', 'forbidden', false],
  [408, '', 'transient', 'request_timeout', false],
  [415, '', 'rejected', 'wrong_content_type', false],
  [429, '', 'throttled', 'throttled', false],
  [500, '', 'transient', 'server_error', true],
  [502, '', 'transient', 'unavailable', true],
  [503, '', 'transient', 'unavailable', false],
  [504, '', 'transient', 'unavailable', true],
])('%i %p is %s (%s), ambiguous: %p', (status, text, outcome, code, ambiguous) => {
  expect(classifyAnswer(status, text)).toMatchObject({ outcome, code, ambiguous })
})

test("a message never holds the answer's text: it may repeat the record", () => {
  for (let status = 200; status < 600; status += 1)
    expect(classifyAnswer(status, 'jane@example.com is bad').message).not.toContain('jane')
})

test('a failure is ambiguous exactly when the request may have been read', () => {
  expect(classifyFailure('reset', true)).toMatchObject({ outcome: 'transient', code: 'reset', ambiguous: true })
  expect(classifyFailure('connection_refused', false)).toMatchObject({ outcome: 'transient', ambiguous: false })
  expect(classifyFailure('tls_certificate', false).outcome).toBe('misconfigured')
  expect(Object.values(failureRules).every(({ advice }) => /^[A-Z].*\.$/.test(advice))).toBe(true)
})

test.each([
  ['ECONNREFUSED', false, 'connection_refused'],
  ['ENOTFOUND', false, 'dns'],
  ['EAI_AGAIN', false, 'dns'],
  ['ECONNRESET', true, 'reset'],
  ['UND_ERR_SOCKET', true, 'reset'],
  ['ETIMEDOUT', false, 'timeout_connect'],
  ['ETIMEDOUT', true, 'timeout_headers'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'tls_certificate'],
  ['CERT_HAS_EXPIRED', false, 'tls_certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', false, 'tls_certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'tls_certificate'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'tls'],
  ['HPE_INVALID_CONSTANT', true, 'unreadable_answer'],
  ['UND_ERR_INVALID_ARG', false, 'invalid_request'],
  ['ENETUNREACH', false, 'network'],
])('%s (sent: %p) is %s', (code, sent, expected) => {
  expect(failureOfError(Object.assign(new Error('x'), { code }), sent)).toBe(expected)
})
