import type { HashedPerson } from '../domain/event'
import { hashPerson } from '../person/hash-person'
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
    [fields.text('country')?.toUpperCase(), plan.configuration.defaults.phone_country],
    findings,
  )
}
