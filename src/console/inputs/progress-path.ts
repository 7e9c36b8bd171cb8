/** Where the progress of a file that is sent is kept, unless told otherwise. */
export function progressPath(events: string): string {
  return `${events}.progress`
}
