/** What was meant most likely, as the beginning of a message; '' where nobody knows. */
export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : `Did you mean ${nearest}? `
}
