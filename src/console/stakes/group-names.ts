/** How an app is called in a report. */
export function nameOfApp(key: string | null): string {
  return key ?? '(no app could be told)'
}

/** How an event is called in a report. */
export function nameOfEvent(key: string | null): string {
  if (key === null) return '(visits and openings)'
  return key === '' ? '(no name could be told)' : key
}
