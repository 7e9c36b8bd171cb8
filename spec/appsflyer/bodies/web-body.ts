import { z } from 'zod'
import { limits } from '../events/limits'
import { sha256Hex, webIp } from './shapes'

/** `user_id`: one of the two is required (S2S API for Web Attribution, "User identification"). */
const userId = z
  .strictObject({
    customer_user_id: z.string().min(1).max(limits.webCustomerUserIdLength).optional(),
    appsflyer_id: z.string().min(1).optional(),
  })
  .refine((id) => id.customer_user_id !== undefined || id.appsflyer_id !== undefined, 'needs one of its two ids')

export const webFields = {
  user_id: userId,
  /** An object, unlike on mobile (S2S API for Web Attribution, event_value). */
  event_value: z.record(z.string(), z.unknown()).optional(),
  /** Milliseconds since 1970, UTC. */
  timestamp: z.int().nonnegative().optional(),
  ip: webIp.optional(),
  user_agent: z.string().min(1).max(limits.webUserAgentLength).optional(),
  http_referrer: z.string().min(1).optional(),
  customer_dedup_id: z.string().min(1).optional(),
  email_hashed: sha256Hex.optional(),
  phone_number_hashed: sha256Hex.optional(),
  phone_number_e164_hashed: sha256Hex.optional(),
  first_name_hashed: sha256Hex.optional(),
  last_name_hashed: sha256Hex.optional(),
}
