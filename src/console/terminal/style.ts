/** How a terminal can make text stand out. Each returns the text, dressed or as it is. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly cyan: (text: string) => string
}

const same = (text: string) => text
export const plainStyle: Style = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same }

/** The 16 colours that follow the terminal's own theme, so that they can be read on light and on dark. */
const code = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`
export const colourStyle: Style = {
  bold: code(1, 22),
  dim: code(2, 22),
  red: code(31, 39),
  green: code(32, 39),
  yellow: code(33, 39),
  cyan: code(36, 39),
}

/** FORCE_COLOR wins (0 and false say no), then NO_COLOR (no-color.org), then whether it is a terminal that can. */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = environment
  if (force !== undefined) return force === '0' || force === 'false' ? plainStyle : colourStyle
  if (no !== undefined && no !== '') return plainStyle
  return stream.isTTY === true && terminal !== 'dumb' ? colourStyle : plainStyle
}

/** The columns to fill: 80, less or a little more where the terminal is so. */
export function widthFor(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  return stream.isTTY === true ? Math.min(100, Math.max(40, stream.columns ?? 80)) : 80
}
