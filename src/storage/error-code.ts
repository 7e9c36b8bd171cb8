/** The code of a system error, such as ENOENT or ECONNREFUSED; its text may hold what must not be told. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined
}
