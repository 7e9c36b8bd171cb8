/** One option of a command. An option without `value` is a switch. */
export interface Option {
  readonly name: string
  /** What stands for the value in the help: FILE, N. */
  readonly value?: string
  readonly about: string
  /** The words that it takes, where these are all. */
  readonly choices?: readonly string[]
  /** It may be given more than once; its values stand before FILES. */
  readonly isFile?: true
  /** The file is written, not read. `progress`: beside EVENTS where none is named. */
  readonly written?: 'named' | 'progress'
  /** For a name that other commands cannot do without. */
  readonly isOptional?: true
}

export interface Command {
  /** One word, or a group's name and another word. */
  readonly name: string
  /** One line for the list of commands. */
  readonly about: string
  readonly options: readonly Option[]
  /** What may be named besides options: a file of events, else stdin is read; any number of files and folders; a command; a shell. */
  readonly takes?: 'events' | 'files' | 'command' | 'shell'
  /** What else a user should know, in paragraphs. */
  readonly more?: readonly string[]
  readonly examples?: readonly string[]
}
