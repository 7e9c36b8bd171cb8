import type { Severity } from '../../core/domain/finding'
import type { CutRule } from '../../core/request/explain-fitted'
import { inDigits } from '../words'
import type { Preview, Verdict } from './preview-text'

export const previewWords: Readonly<Record<Verdict, string>> = {
  send: 'Would be sent',
  degraded: 'Would be sent, degraded',
  reject: 'Would be rejected',
  skip: 'Would be skipped',
}

/** Among counts. */
export const shortPreviewWords: Readonly<Record<Verdict, string>> = {
  send: 'sent',
  degraded: 'sent, degraded',
  reject: 'rejected',
  skip: 'skipped',
}

export const previewSigns: Readonly<Record<Verdict, string>> = { send: '✓', degraded: '!', reject: '×', skip: '–' }

export const severityWords: Readonly<Record<Severity, string>> = {
  reject: 'Rejected',
  degrade: 'Degraded',
  note: 'Note',
}

/** Why something was left out, in the order in which fitEvent goes by these rules. */
export const cutWords: Readonly<Record<CutRule, string>> = {
  said_twice: 'It repeats the order id: goes first.',
  custom_value: 'No parameter of AppsFlyer’s own: these go first, the largest of them first.',
  context: 'Optional context: goes when no such value is left.',
  list: 'A product list: loses its end when all of that is too little.',
  long_text: 'A text of more than 100 characters: goes where nothing else would be enough.',
}

/** Where a record stands, in the words of `preview`: its line, where it has one of its own. */
export function placeWords({ number, line }: Pick<Preview, 'number'> & Partial<Pick<Preview, 'line'>>): string {
  return line === undefined ? `Record ${inDigits(number)}` : `Line ${inDigits(line)}`
}
