/** When a check of a whole entry runs: where it is an object, even if one of its members is wrong. All is told at once. */
export function hasMembers({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
