/** Whether an address holds neither a user nor a password. Not an address at all is another problem's. */
export function hasNoUser(address: string): boolean {
  if (!URL.canParse(address)) return true
  const { username, password } = new URL(address)
  return username === '' && password === ''
}
