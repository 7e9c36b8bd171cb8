import { cutToWidth, displayWidth } from '../../../src/console/terminal/display-width'
import { safeText } from '../../../src/console/terminal/safe-text'
import { colourStyle, plainStyle, styleFor } from '../../../src/console/terminal/style'
import { wrapped } from '../../../src/console/terminal/wrap-text'

test.each([
  [true, {}, true],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, {}, false],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: 'false' }, false],
])('terminal %s, %j: colours %s', (isTTY, environment, expected) => {
  expect(styleFor({ isTTY }, environment)).toBe(expected ? colourStyle : plainStyle)
})

test.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['🙂', 2],
])('%s takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns)
})

test('a text is cut with a sign', () => {
  expect([cutToWidth('日本語', 5), cutToWidth('abc', 3), cutToWidth('abcd', 3)]).toEqual(['日本…', 'abc', 'ab…'])
})

test('a long word is broken where it must be', () => {
  expect(wrapped('a bcdefghij kl', 4)).toEqual(['a', 'bcde', 'fghi', 'j kl'])
})

test('nothing that a terminal would obey is left', () => {
  expect(safeText('a\u001b[2J\u009b1m\r\n\u202e\ud800')).toBe('a\\u001b[2J\\u009b1m\\u000d\\u000a\\u202e\ufffd')
})
