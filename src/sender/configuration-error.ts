import { describeProblems, describeWarnings, type Problem } from '../../spec/files/problem'

/** A configuration that cannot be used. The message lists everything that is wrong with it, and how to mend each; no value of it. */
export class SenderConfigurationError extends Error {
  override readonly name = 'SenderConfigurationError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], warnings: readonly Problem[]) {
    const told = [describeProblems('The configuration', problems), describeWarnings(warnings)]
    super(told.filter((text) => text !== '').join('\n'))
    this.problems = problems
  }
}
