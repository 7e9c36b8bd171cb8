// fast-check with one seed for every run of the tests, so that what a commit changes decides whether they pass, and not
// the run. `npm run test:soak` draws a new seed each time; FAST_CHECK_SEED sets one.
const fc = require('../node_modules/fast-check/lib/cjs/fast-check.js')

fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_261_128) })

module.exports = fc
