/** The value with every text of it changed; a member that becomes undefined is left out. Paths are as in `apps[0].key`. */
export function mapTexts(value: unknown, change: (text: string, path: string) => unknown, path = ''): unknown {
  if (typeof value === 'string') return change(value, path)
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, change, `${path}[${index}]`))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(
    ([key, item]) => [key, mapTexts(item, change, path === '' ? key : `${path}.${key}`)] as const,
  )
  return Object.fromEntries(members.filter(([, item]) => item !== undefined))
}
