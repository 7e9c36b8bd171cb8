/** Times of the examples are of one morning; AppsFlyer would call them late. So they are moved to the last minutes, and back. */

const time = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/g
const milliseconds = /(?<="timestamp":)\d{13}/g

/** The text with each time in it moved, whatever its form. */
export function shifted(text: string, byMs: number): string {
  return text
    .replaceAll(time, (found) => {
      const moved = new Date(Date.parse(`${found.replace(' ', 'T')}Z`) + byMs).toISOString().slice(0, 19)
      return found.includes('T') ? moved : moved.replace('T', ' ')
    })
    .replaceAll(milliseconds, (found) => String(Number(found) + byMs))
}
