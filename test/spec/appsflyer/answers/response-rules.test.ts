import { mobileAnswers, webAnswers } from '../../../../spec/appsflyer/answers/answers'
import type { AnswerForm } from '../../../../spec/appsflyer/answers/foreign-answers'
import { type Meaning, responseRules, ruleFor } from '../../../../spec/appsflyer/answers/response-rules'

const page = '\n<!DOCTYPE html>\n<html><title>400 Bad Request</title></html>'

describe('ruleFor', () => {
  it.each<[number, string, Meaning, string]>([
    [200, 'OK', 'accepted', 'accepted'],
    [202, '{"status":"accepted","message":"","messageId":"1"}', 'accepted', 'accepted'],
    [301, '', 'misconfigured', 'redirected'],
    [400, 'Failed to Authenticate', 'misconfigured', 'wrong_key'],
    [400, '"failed to authenticate"', 'misconfigured', 'wrong_key'],
    [400, 'Unauthorized: token expired', 'misconfigured', 'wrong_key'],
    [400, '{"message":"Invalid API key"}', 'misconfigured', 'wrong_key'],
    [400, 'att: unknown authorization status', 'rejected', 'bad_request'],
    [400, 'invalid push token', 'rejected', 'bad_request'],
    [400, 'appsflyer_id is a mandatory field', 'rejected', 'missing_appsflyer_id'],
    [400, 'Payload is missing or failed to parse', 'rejected', 'unparsable_payload'],
    [400, 'app_id', 'misconfigured', 'wrong_app'],
    [400, 'some_app_id_of_theirs', 'rejected', 'bad_request'],
    [400, 'Bad request', 'rejected', 'bad_request'],
    [400, '', 'rejected', 'bad_request'],
    [401, 'Unauthorized', 'misconfigured', 'unauthorized'],
    [403, 'Forbidden', 'misconfigured', 'forbidden'],
    [404, '', 'misconfigured', 'no_such_endpoint'],
    [407, '', 'misconfigured', 'proxy_authentication'],
    [408, '', 'transient', 'request_timeout'],
    [409, '', 'misconfigured', 'undocumented_refusal'],
    [413, '', 'rejected', 'refused'],
    [422, '', 'rejected', 'refused'],
    ...[200, 202, 400, 401, 402, 403, 413, 415, 422, 499].map((status): [number, string, Meaning, string] => [
      status,
      page,
      'misconfigured',
      'not_appsflyer',
    ]),
    [404, page, 'misconfigured', 'no_such_endpoint'],
    [429, page, 'throttled', 'throttled'],
    [500, page, 'transient', 'server_error'],
    [502, page, 'transient', 'unavailable'],
    [200, '', 'accepted', 'accepted'],
    [200, 'ok', 'accepted', 'accepted'],
    [200, 'success < 1', 'accepted', 'accepted'],
    [200, '{"status":"ok","message":"<html>"}', 'accepted', 'accepted'],
    [200, '<?xml version="1.0"?><Error/>', 'misconfigured', 'not_appsflyer'],
    [403, '{"message":"Missing Authentication Token"}', 'misconfigured', 'not_appsflyer'],
    [403, '{"message":"Forbidden"}', 'misconfigured', 'forbidden'],
    [401, '{"message":"No API key found in request"}', 'misconfigured', 'not_appsflyer'],
    [403, 'error code: 1020', 'misconfigured', 'not_appsflyer'],
    [415, '', 'rejected', 'wrong_content_type'],
    [425, '', 'transient', 'too_early'],
    [429, 'app_id', 'throttled', 'throttled'],
    [500, 'Failed to Authenticate', 'transient', 'server_error'],
    [501, '', 'misconfigured', 'not_implemented'],
    [502, '', 'transient', 'unavailable'],
    [503, '', 'transient', 'unavailable'],
    [504, '', 'transient', 'unavailable'],
    [599, '', 'transient', 'unavailable'],
    ...[201, 203, 204, 206, 207].flatMap((status): [number, string, Meaning, string][] => [
      [status, 'OK', 'transient', 'undocumented_success'],
      [status, page, 'misconfigured', 'not_appsflyer'],
    ]),
    [600, '', 'misconfigured', 'unknown_answer'],
    [999, 'OK', 'misconfigured', 'unknown_answer'],
  ])('%i %j is %s (%s)', (status, text, means, code) => {
    expect(ruleFor(status, text)).toMatchObject({ means, code })
  })

  it.each<[AnswerForm, string]>([
    [{}, 'accepted'],
    [{ encoding: 'gzip' }, 'not_appsflyer'],
    [{ encoding: 'br, gzip' }, 'not_appsflyer'],
    [{ encoding: 'identity' }, 'accepted'],
    [{ encoding: '' }, 'accepted'],
    [{ unreadType: 'text/html; charset=utf-8' }, 'not_appsflyer'],
    [{ unreadType: 'Application/XHTML+XML' }, 'not_appsflyer'],
    [{ unreadType: 'text/xml' }, 'not_appsflyer'],
    [{ unreadType: 'text/plain' }, 'accepted'],
    [{ unreadType: 'application/json' }, 'accepted'],
    [{ unreadType: '' }, 'accepted'],
  ])('a 200 of the form %j is %s', (form, code) => {
    expect(ruleFor(200, '', form).code).toBe(code)
  })

  it('has an answer for every status', () => {
    for (let status = 0; status <= 999; status++) expect(ruleFor(status, '').code).not.toBe('')
  })

  it('has no rule that an earlier one hides', () => {
    const reached = new Set<string>()
    const texts = ['', page, 'Failed to Authenticate', 'appsflyer_id is a mandatory field', 'failed to parse', 'app_id']
    texts.push('Payload is missing or failed to parse')
    for (let status = 0; status <= 999; status++) for (const text of texts) reached.add(ruleFor(status, text).code)
    expect(responseRules.map(({ code }) => code).filter((code) => !reached.has(code))).toEqual([])
  })
})

describe('each documented answer has the rule it is meant for', () => {
  it.each([
    [mobileAnswers.accepted, 'accepted'],
    [mobileAnswers.wrongKey, 'wrong_key'],
    [mobileAnswers.wrongApp, 'wrong_app'],
    [mobileAnswers.missingAppsflyerId, 'missing_appsflyer_id'],
    [mobileAnswers.unparsable, 'unparsable_payload'],
    [mobileAnswers.badRequest, 'bad_request'],
    [mobileAnswers.unauthorized, 'unauthorized'],
    [mobileAnswers.forbidden, 'forbidden'],
    [mobileAnswers.serverError, 'server_error'],
    [webAnswers.accepted, 'accepted'],
    [webAnswers.badRequest, 'bad_request'],
    [webAnswers.unauthorized, 'unauthorized'],
    [webAnswers.forbidden, 'forbidden'],
    [webAnswers.unsupportedMediaType, 'wrong_content_type'],
  ])('%j', ({ status, text }, code) => {
    expect(ruleFor(status, text).code).toBe(code)
  })
})
