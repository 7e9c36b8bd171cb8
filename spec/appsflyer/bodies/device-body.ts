import { z } from 'zod'
import { deviceCurrencies } from '../events/currencies'
import { deviceIdTypes } from '../events/device-platforms'
import { limits } from '../events/limits'
import type { DeviceFirstOpenBody, DeviceInappBody, DeviceSessionBody } from './body'
import { jsonText, mobileIp } from './shapes'

/** PC/Console/CTV Events API: lengths and patterns as its OpenAPI has them. */

const bounded = (most: number, pattern?: RegExp) => {
  const text = z.string().min(1).max(most, 'is too long')
  return pattern === undefined ? text : text.regex(pattern, 'has characters that are not taken')
}

const requestId = z.string().regex(/^[a-z0-9]{8}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{12}$/, 'must be a UUID')

const deviceIds = z
  .array(z.strictObject({ type: z.enum(deviceIdTypes), value: z.string().regex(/^[A-Za-z0-9_-]+$/) }))
  .min(1)

const version = /^[0-9.-]+$/
const model = bounded(limits.deviceModelLength, /^[A-Za-z0-9.() -]+$/)

const shared = {
  timestamp: z.int().nonnegative().optional(),
  request_id: requestId.optional(),
  ip: mobileIp,
  user_agent: bounded(limits.deviceUserAgentLength).optional(),
  device_os_version: bounded(limits.deviceOsVersionLength, version).optional(),
  device_model: model.optional(),
  limit_ad_tracking: z.boolean().optional(),
  customer_user_id: bounded(limits.deviceCustomerUserIdLength).optional(),
  app_version: bounded(limits.deviceAppVersionLength, /^[A-Za-z0-9.-]+$/).optional(),
  /** A list always: `["all"]` for every partner. */
  sharing_filter: z.array(z.string().min(1)).min(1).optional(),
}

export const deviceFirstOpen: z.ZodType<DeviceFirstOpenBody> = z.strictObject({
  ...shared,
  device_ids: deviceIds,
  user_agent: bounded(limits.deviceUserAgentLength, /^[^@=]+$/).optional(),
  device_os_version: bounded(limits.deviceFirstOsVersionLength, version).optional(),
})

export const deviceSession: z.ZodType<DeviceSessionBody> = z.strictObject({
  ...shared,
  device_ids: deviceIds.optional(),
  device_model: model,
  app_version: bounded(limits.deviceAppVersionLength, version).optional(),
})

export const deviceInapp: z.ZodType<DeviceInappBody> = z.strictObject({
  ...shared,
  device_ids: deviceIds,
  event_name: bounded(limits.deviceEventNameLength),
  event_parameters: z
    .strictObject({
      af_revenue: z.number().optional(),
      af_currency: z
        .string()
        .refine((code) => deviceCurrencies.has(code), 'is none of the listed codes')
        .optional(),
    })
    .optional(),
  event_custom_parameters: jsonText
    .refine((text) => text.length <= limits.deviceCustomParametersLength, 'is too long')
    .optional(),
})
