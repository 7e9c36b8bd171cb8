import { z } from 'zod'
import { limits } from '../events/limits'
import type { PbaEventBody, PbaSetCuidBody } from './body'
import { text } from './mobile-body'
import { currency, mobileIp } from './shapes'

/** All three are required (Web S2S API for PBA, SetCuIdBody). */
export const pbaSetCuid: z.ZodType<PbaSetCuidBody> = z.strictObject({
  customerUserId: text,
  afUserId: text,
  webDevKey: text,
})

/** Web S2S API for PBA, CommonEventBody and the three bodies that extend it. */
export const pbaEvent: z.ZodType<PbaEventBody> = z
  .strictObject({
    webDevKey: text,
    /** A constant. */
    eventType: z.literal('EVENT'),
    eventName: text,
    customerUserId: text.optional(),
    afUserId: text.optional(),
    timestamp: z.int().nonnegative().optional(),
    /** An object of texts. What is longer is cut. */
    eventValue: z
      .record(z.string(), z.string())
      .refine((value) => JSON.stringify(value).length <= limits.pbaEventValueLength, 'is too long')
      .optional(),
    eventRevenue: z.number().optional(),
    eventRevenueCurrency: currency.optional(),
    referrer: text.optional(),
    UserAgent: text.optional(),
    ip: mobileIp.optional(),
  })
  .refine(
    (body) => body.customerUserId !== undefined || body.afUserId !== undefined,
    'needs customerUserId or afUserId',
  )
