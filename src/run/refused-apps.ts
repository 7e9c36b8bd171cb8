import type { Configuration } from '../../spec/configuration/configuration'
import type { Refusal } from './prove-keys'
import { goesOnWithout, type Refusals } from './refusals'

/** Apps of which AppsFlyer takes nothing, by their names (`refusedName`). */
export class RefusedApps {
  readonly #configuration: Pick<Configuration, 'delivery'>
  readonly #refusals = new Map<string, Refusal>()

  constructor(configuration: Pick<Configuration, 'delivery'>) {
    this.#configuration = configuration
  }

  get(name: string): Refusal | undefined {
    return this.#refusals.get(name)
  }

  /** Whether that is news. */
  add(name: string, refusal: Refusal): boolean {
    if (this.#refusals.has(name)) return false
    this.#refusals.set(name, refusal)
    return true
  }

  /** Whether the others' records are sent without those of an app that is refused so. */
  isLeftOut({ code }: Refusal): boolean {
    return goesOnWithout(this.#configuration, code)
  }

  /** Those that stop the run. */
  get stopping(): Refusals {
    return [...this.#refusals].filter(([, refusal]) => !this.isLeftOut(refusal))
  }

  /** Those that the others' records are sent without. */
  get leftOut(): Refusals {
    return [...this.#refusals].filter(([, refusal]) => this.isLeftOut(refusal))
  }
}
