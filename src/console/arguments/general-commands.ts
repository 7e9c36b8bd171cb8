import type { Command } from './command'

/** The shells that completions are written for. */
export const shells = ['bash', 'zsh', 'fish'] as const

/** Commands that are about this program itself. */
export const generalCommands: readonly Command[] = [
  {
    name: 'demo',
    about: "a shop's day of made-up records into a local AppsFlyer, and what it recorded of them",
    options: [{ name: 'open', about: "Show the local AppsFlyer's page at the end, until Ctrl-C." }],
    more: [
      'It runs the real write and reconcile against a sandbox on this machine. Nothing leaves it, and no file stays.',
      'Exit code: 0 it went as it should, 1 it did not.',
    ],
    examples: ['demo', 'demo --open'],
  },
  {
    name: 'help',
    about: 'all commands, or the options of one',
    options: [],
    takes: 'command',
    examples: ['help send'],
  },
  { name: 'version', about: 'the version of this program', options: [] },
  {
    name: 'completion',
    about: 'commands and options at the tab key, as a script for a shell',
    options: [],
    takes: 'shell',
    more: [
      'bash and zsh read it from ~/.bashrc and ~/.zshrc (zsh behind compinit), fish from a file of its own.',
      'For fish: completion fish > ~/.config/fish/completions/appsflyer-destination.fish',
    ],
    examples: ['completion bash'],
  },
]
