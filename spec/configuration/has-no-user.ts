/** Whether an address holds neither a user nor a password. Not an address at all is another problem's. */
export function hasNoUser(address: string): boolean {
  if (!URL.canParse(address)) return true
  const { username, password } = new URL(address)
  return username === '' && password === ''
}

/** Whether nothing stands behind the path of an address: what is asked for is written there. */
export function endsWithPath(address: string): boolean {
  return !/[?#]/.test(address)
}
