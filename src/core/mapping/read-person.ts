import type { HashedPerson } from '../domain/event'
import { finding } from '../domain/finding'
import { hashPerson } from '../person/hash-person'
import type { FieldReader } from '../reading/field-reader'
import { peopleFields } from './find-without-place'
import type { Mapping } from './mapping'

/** Who did it, in hashes. */
export function readPerson({ fields, plan, findings }: Mapping): HashedPerson {
  return hashPerson(
    {
      email: fields.written('email'),
      phone: fields.written('phone'),
      firstName: fields.text('first_name'),
      lastName: fields.text('last_name'),
      emailHashed: fields.written('email_hashed'),
      phoneDigitsHashed: fields.written('phone_number_hashed'),
      phoneE164Hashed: fields.written('phone_number_e164_hashed'),
      firstNameHashed: fields.written('first_name_hashed'),
      lastNameHashed: fields.written('last_name_hashed'),
    },
    { given: fields.text('country'), fallback: plan.configuration.defaults.phone_country },
    findings,
  )
}

const nobody: HashedPerson = {
  email_hashed: undefined,
  phone_number_hashed: undefined,
  phone_number_e164_hashed: undefined,
  first_name_hashed: undefined,
  last_name_hashed: undefined,
}

/** Nobody: a hashed address follows a person who opted out of tracking as an advertising id does. Told where there was something. */
export function withheldPerson(fields: FieldReader): HashedPerson {
  const withheld = peopleFields.filter((name) => fields.has(name))
  if (withheld.length > 0) fields.findings.push(finding('personal_hashes_withheld', withheld.join(', ')))
  return nobody
}
