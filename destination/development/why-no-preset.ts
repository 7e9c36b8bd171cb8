import type { SegmentEvent } from '@segment/actions-core'

/** Why no preset takes an event, in a sentence: what docs/segment.md says under "What fits none". */
export function whyNoPreset({ type, event, userId, properties, context }: SegmentEvent): string {
  switch (type) {
    case 'group':
    case 'alias':
      return `AppsFlyer takes no ${type} calls.`
    case 'identify':
      return userId == null
        ? 'An identify call without a userId says nothing to AppsFlyer: send userId.'
        : 'An identify call of a device says nothing to AppsFlyer: only people-based attribution of websites takes it.'
    case 'page':
      return 'AppsFlyer takes no visit without a user: send userId, or take it out of the trigger of Page Visits where the afUserId cookie comes along.'
    default:
      if (event === 'Install Attributed' && properties?.['provider'] === 'AppsFlyer')
        return 'AppsFlyer itself told Segment of this install: it does not go back.'
      return event === 'deleted' && context?.['library'] === undefined
        ? 'The row was deleted at its source, and nothing is sent for it.'
        : 'No trigger fits it: docs/segment.md has what each preset takes.'
  }
}
