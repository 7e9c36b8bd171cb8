import { z } from 'zod'
import { refusePlaceholder } from './placeholder'

/** A text that has to be given: no blanks around it, and nothing that only stands for it. `mend` says what belongs there. */
export function givenText(mend: string) {
  return z.string().trim().min(1, 'is empty').superRefine(refusePlaceholder(mend))
}

/** A folder on the machine that runs the command. */
export function folderField(example: string) {
  return givenText('give a folder').meta({
    title: 'Folder',
    description: 'A folder that outlives the sync; it is made when it is not there.',
    examples: [example],
    order: 1,
  })
}
