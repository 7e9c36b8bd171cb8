import { formAt, membersOf } from '../../../spec/appsflyer/bodies/members'
import { type FieldName, fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import type { CleanText, DeviceEvent } from '../domain/event'
import { madeOf, shorten } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { systemVersion } from '../reading/platform'
import { textsReader } from './read-texts'

type Call = DeviceEvent['call']
type OfDevice = Pick<DeviceEvent, 'device_model' | 'os_version' | 'user_agent' | 'texts'>

/** How a text is brought into the form that a call takes. */
interface Fit {
  readonly refused: RegExp | undefined
  /** What stands for characters that are not taken. */
  readonly blank: string
  readonly longest: number
}

type Fits = ReadonlyMap<FieldName, Fit>
const fits: { readonly [Of in Call]: Fits } = {
  inapp: fitsOf('inapp'),
  first_open: fitsOf('first_open'),
  session: fitsOf('session'),
}

function fitsOf(call: Call): Fits {
  return new Map(
    fieldNames.flatMap((name) => {
      const member = membersOf('devices')[fieldTable[name].devices ?? '']
      if (member?.shape !== 'text') return []
      const { refused, longest = Number.POSITIVE_INFINITY } = formAt(member, `device_${call}`)
      const blank = refused?.test(' ') === true ? '-' : ' '
      return [[name, { refused: refused && new RegExp(`${refused.source}+`, 'g'), blank, longest }] as const]
    }),
  )
}

const readTexts = textsReader('devices')

/** Model, versions, user agent and what else the table has of texts, in the form that the call takes, each change told. */
export function readDeviceTexts(fields: FieldReader, call: Call): OfDevice {
  const fitted = (name: FieldName, text: CleanText | undefined) => fitText(text, name, fits[call].get(name), fields)
  const osVersion = fields.clean('os_version')
  const version = osVersion === undefined ? undefined : madeOf(osVersion, systemVersion)
  return {
    device_model: fitted('device_model', fields.clean('device_model')),
    os_version: fitted('os_version', version),
    user_agent: fitted('user_agent', fields.clean('user_agent')),
    texts: readTexts(fields, fitted),
  }
}

function fitText(
  text: CleanText | undefined,
  field: FieldName,
  fit: Fit | undefined,
  fields: FieldReader,
): CleanText | undefined {
  if (text === undefined || fit === undefined) return text
  const { refused, blank, longest } = fit
  const taken = madeOf(text, (whole) =>
    (refused === undefined ? whole : whole.replace(refused, blank))
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
