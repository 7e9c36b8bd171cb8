import type { Configuration } from '../../../spec/configuration/configuration'
import { finding } from '../../core/domain/finding'
import type { Prepared } from '../../core/domain/prepared'
import { unreadWorth } from '../../core/domain/worth'
import { prepare } from '../../core/prepare'
import type { Entry } from '../inputs/read-input'

/** What is to be done with an entry: null for a blank line, which says nothing. */
export function prepareEntry(entry: Entry, configuration: Configuration, nowMs: number): Prepared | null {
  switch (entry.kind) {
    case 'blank':
      return null
    case 'record':
      return prepare(entry.record, configuration, nowMs)
    case 'other_message':
      return { outcome: 'skip', request: null, findings: [finding('not_an_event', null)] }
    case 'unreadable':
      return {
        outcome: 'reject',
        request: null,
        findings: [finding('unreadable_record', null, entry.why)],
        worth: unreadWorth,
      }
  }
}
