/** What came of trying the memory. */
export type TriedMemory =
  | { readonly isGood: true; readonly userCount: number; readonly warnings: readonly string[] }
  | { readonly isGood: false; readonly message: string }

/** In sentences: "It can be used, and knows 1,200 users." */
export function describeTriedMemory(tried: TriedMemory): string {
  if (!tried.isGood) return tried.message
  const users = `${tried.userCount.toLocaleString('en-US')} user${tried.userCount === 1 ? '' : 's'}`
  return [`It can be used, and knows ${users}.`, ...tried.warnings].join(' ')
}
