import { expect, it } from 'vitest'
import { readError } from './envelope.ts'

const suspended = 'Requester: 山田 花子 is suspended.'

it.each([
  [
    'a record with faults by field',
    '{"error":"RecordInvalid","description":"Record validation errors","details":{"requester":[{"description":"Requester: 山田 花子 is suspended."}]}}',
    'RecordInvalid',
    suspended,
    true,
  ],
  [
    'several fields, one without words',
    '{"error":"RecordInvalid","details":{"base":[{"error":"BlankValue"}],"status":[{"description":"a"},{"description":"b"}]}}',
    'RecordInvalid',
    'BlankValue / a / b',
    true,
  ],
  ['an object', '{"error":{"title":"Forbidden","message":"No access"}}', null, 'Forbidden: No access', true],
  ['OAuth', '{"error":"invalid_token","error_description":"expired"}', 'invalid_token', 'expired', true],
  ['a list', '{"errors":[{"code":"TooMany","title":"T","detail":"D"}]}', 'TooMany', 'D', true],
  [
    'a bare name',
    '{"error":"Couldn\'t authenticate you"}',
    "Couldn't authenticate you",
    "Couldn't authenticate you",
    true,
  ],
  ['unexpected types', '{"error":7,"details":[1],"description":"D"}', null, 'D', false],
  [
    'plain text',
    ' Requester creation collision - please try again\n',
    null,
    'Requester creation collision - please try again',
    false,
  ],
  ['a page', '<html>502</html>', null, null, false],
  ['nothing', '', null, null, false],
  ['JSON that is no object', '"text"', null, '"text"', false],
])('reads %s', (_name, body, code, words, fromZendesk) => {
  expect(readError(body)).toEqual({ code, words, fromZendesk })
})

it('keeps long words short', () => {
  expect(readError('x'.repeat(2_000_000)).words).toHaveLength(500)
})
