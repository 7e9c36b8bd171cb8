import { Unusable } from '../console/unusable'

/** An option's port, undefined where it was not given. Throws Unusable. */
export function readPort(option: string, text: string | undefined): number | undefined {
  return readWhole(option, text, 0, 65_535)
}

/** An option's whole number, undefined where it was not given. Throws Unusable. */
export function readWhole(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new Unusable(`${option} takes a whole number from ${least} to ${most}.`)
}

/** An option's share, undefined where it was not given. Throws Unusable. */
export function readShare(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const share = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (share <= 1) return share
  throw new Unusable(`${option} takes a share from 0 to 1, such as 0.2.`)
}
