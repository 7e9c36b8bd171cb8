import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanText, DeviceEvent } from '../domain/event'
import { madeOf, shorten } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { systemVersion } from '../reading/platform'

type Texts = Pick<DeviceEvent, 'device_model' | 'os_version' | 'user_agent' | 'app_version'>

/** What a text of a device may be made of (PC/Console/CTV Events API: patterns and maxLength). */
interface Form {
  readonly refused: RegExp
  readonly longest: number
}

const firstOpen = {
  user_agent: { refused: /[@=]+/g, longest: limits.deviceUserAgentLength },
  os_version: { refused: /[^0-9.-]+/g, longest: limits.deviceFirstOsVersionLength },
  app_version: { refused: /[^A-Za-z0-9.-]+/g, longest: limits.deviceAppVersionLength },
  device_model: { refused: /[^A-Za-z0-9.() -]+/g, longest: limits.deviceModelLength },
} as const satisfies Record<string, Form>

const forms = {
  first_open: firstOpen,
  session: {
    ...firstOpen,
    user_agent: { refused: /(?!)/g, longest: limits.deviceUserAgentLength },
    os_version: { ...firstOpen.os_version, longest: limits.deviceOsVersionLength },
    app_version: { refused: /[^0-9.-]+/g, longest: limits.deviceAppVersionLength },
  },
  inapp: {
    ...firstOpen,
    user_agent: { refused: /(?!)/g, longest: limits.deviceUserAgentLength },
    os_version: { ...firstOpen.os_version, longest: limits.deviceOsVersionLength },
  },
} as const satisfies Record<DeviceEvent['call'], Record<keyof typeof firstOpen, Form>>

/** Model, versions and user agent in the form that the call takes, each change told. */
export function readDeviceTexts(fields: FieldReader, call: DeviceEvent['call']): Texts {
  const form = forms[call]
  const osVersion = fields.clean('os_version')
  const version = osVersion === undefined ? undefined : madeOf(osVersion, systemVersion)
  return {
    device_model: fitText(fields.clean('device_model'), 'device_model', form.device_model, fields),
    os_version: fitText(version, 'os_version', form.os_version, fields),
    user_agent: fitText(fields.clean('user_agent'), 'user_agent', form.user_agent, fields),
    app_version: fitText(fields.clean('app_version'), 'app_version', form.app_version, fields),
  }
}

function fitText(
  text: CleanText | undefined,
  field: keyof typeof firstOpen,
  { refused, longest }: Form,
  fields: FieldReader,
): CleanText | undefined {
  if (text === undefined) return undefined
  const blank = field === 'os_version' || field === 'app_version' ? '-' : ' '
  const taken = madeOf(text, (whole) =>
    whole
      .replace(refused, blank)
      .replace(/^[ -]+/, '')
      .replace(/(?<![ -])[ -]+$/, ''),
  )
  const fitted = shorten(taken, longest)
  if (fitted === '') {
    fields.note('device_field_mended', field, 'Nothing was left of it.')
    return undefined
  }
  if (fitted !== text) fields.note('device_field_mended', field)
  return fitted
}
