/**
 * The same, but it never throws: what a caller's function throws, or rejects with, must not hold up records. What it did not take
 * goes to `instead`.
 */
export function telling(
  take: (message: string) => unknown,
  instead: (message: string) => void,
): (message: string) => void {
  return (message) => {
    try {
      Promise.resolve(take(message)).catch(() => instead(message))
    } catch {
      instead(message)
    }
  }
}
