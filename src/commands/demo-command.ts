import { demo } from '../../examples/demo'
import type { Given } from '../console/arguments/parse-arguments'

/** `demo`: the example shop's day, sent and proven. */
export function demoCommand(given: Given): Promise<number> {
  return demo(given.has('open'))
}
