// Writes destination/**/generated-types.ts from the fields of the actions and settings. Built first, since it runs them.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import './build.mjs'
import { root } from './run.mjs'

const require = createRequire(import.meta.url)
const { typesOf } = require('../dist/destination/development/types-of.js')
const { settings } = require('../dist/destination/settings.js')

writeFileSync(`${root}destination/generated-types.ts`, typesOf('Settings', settings))
for (const action of ['mobileEvent', 'webEvent', 'webVisit']) {
  const { fields } = require(`../dist/destination/${action}/index.js`)
  writeFileSync(`${root}destination/${action}/generated-types.ts`, typesOf('Payload', fields))
}
