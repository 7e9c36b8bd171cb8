import { findingKinds } from '../../src/core/domain/finding'
import { sayFinding } from '../../src/stakes/finding-words'

const codes = Object.keys(findingKinds)

it.each(codes)('says %s of one record and of many', (code) => {
  expect(sayFinding(code, 2)).toMatch(/^[a-z]+ .{2,69}$/)
  expect(sayFinding(code, 1)).toMatch(/^[a-z]+ .{2,69}$/)
  // One record "are" or "have" nothing, and is not many.
  expect(sayFinding(code, 1)).not.toMatch(
    /^(are|were|have|do|go|lie|name|lack|tell|ask)\b|\b(they|their|them)\b|haves|wass/,
  )
})

it('says of two findings never the same', () => {
  expect(new Set(codes.map((code) => sayFinding(code, 2))).size).toBe(codes.length)
})

it('says of a line of Airbyte that is no record what is wrong with it', () => {
  expect(sayFinding('line_not_json', 4)).toBe('are cut off or damaged')
  expect(sayFinding('record_without_data', 1)).toBe('has no data')
})

it("says of an answer's code that records were refused", () => {
  expect(sayFinding('unparsable_payload', 3)).toBe('were refused')
  expect(sayFinding('constructor', 1)).toBe('was refused')
})
