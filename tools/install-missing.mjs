import { installMissing } from './run.mjs'

installMissing()
