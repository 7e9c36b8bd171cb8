import type { Member } from './member'

/**
 * What bodies for people-based attribution have, in the order in which it is written: an event (Web S2S API for PBA,
 * CommonEventBody and the three bodies that extend it), and a user id, which is three members and no more (SetCuIdBody).
 */
export const pbaMembers = {
  eventType: { shape: 'event_type', only: 'pba_event', requiredBy: ['pba_event'] },
  eventName: { shape: 'text', only: 'pba_event', requiredBy: ['pba_event'] },
  /** An event needs one of the two. */
  customerUserId: { shape: 'text', requiredBy: ['pba_setcuid'] },
  afUserId: { shape: 'text', requiredBy: ['pba_setcuid'] },
  timestamp: { shape: 'milliseconds', only: 'pba_event' },
  /** What is longer is cut. */
  eventValue: { shape: 'object_of_texts', only: 'pba_event' },
  eventRevenue: { shape: 'amount', only: 'pba_event' },
  eventRevenueCurrency: { shape: 'currency', only: 'pba_event' },
  referrer: { shape: 'text', only: 'pba_event' },
  UserAgent: { shape: 'text', only: 'pba_event' },
  ip: { shape: 'ipv4', only: 'pba_event' },
  webDevKey: { shape: 'key', requiredBy: ['pba_event', 'pba_setcuid'] },
} as const satisfies Record<string, Member>
