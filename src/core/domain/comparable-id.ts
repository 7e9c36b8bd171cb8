const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * An id in the form in which two are compared. A GUID is the same in capitals (RFC 9562, 4), and stores change its case (the type uuid
 * of PostgreSQL has small letters). Every other id is compared as it is. For comparing alone: AppsFlyer gets what came.
 */
export function comparableId(id: string): string {
  return guid.test(id) ? id.toLowerCase() : id
}
