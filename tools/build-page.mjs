// Builds the sandbox's page with esbuild into dist/page, or into the folder given as an argument.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { root } from './run.mjs'

const sources = `${root}src/page/`

/** `node:crypto` is not in a browser: there, the hash comes from crypto-js (test/page/sha256.test.ts proves them alike). */
const hashInBrowser = {
  name: 'hash-in-browser',
  setup({ onResolve }) {
    onResolve({ filter: /^(\.{1,2}\/)+(core\/)?(person\/)?(hmac-)?sha256$/ }, ({ path }) => {
      return { path: `${root}src/core/person/${path.split('/').at(-1)}-browser.ts` }
    })
  },
}

/** zod brings its messages in fifty languages, which nobody asks for here: two thirds of its size. */
const oneLanguage = {
  name: 'one-language',
  setup({ onLoad }) {
    onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {}' }))
  },
}

export async function buildPage(folder) {
  mkdirSync(folder, { recursive: true })
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`${sources}page.tsx`, `${sources}page.css`],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    metafile: true,
    chunkNames: '[name]-[hash]',
    tsconfig: `${sources}tsconfig.json`,
    // The docs of findings stand within the page, which loads nothing from elsewhere.
    define: { FINDINGS_DOCUMENT: JSON.stringify(readFileSync(`${root}docs/findings.md`, 'utf8')) },
    // As in a terminal, but for the browser: without Node's streams and buffers.
    alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
    plugins: [hashInBrowser, oneLanguage],
    logLevel: 'warning',
  })
  for (const name of ['index.html', 'icon.svg']) cpSync(`${sources}${name}`, `${folder}/${name}`)
  writeFileSync(`${folder}/licenses.txt`, licensesOf(Object.keys(metafile.inputs)))
}

/** The page carries these packages within it, so their licenses go along. */
function licensesOf(inputs) {
  const packages = new Set(inputs.flatMap((path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []))
  return [...packages]
    .sort()
    .map((path) => {
      const license = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((name) => `${root}${path}/${name}`).find(existsSync)
      if (license === undefined) throw new Error(`${path} has no license file: look into it before it is bundled.`)
      return `${path.replace('node_modules/', '')}\n\n${readFileSync(license, 'utf8').trim()}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildPage(process.argv[2] ?? `${root}dist/page`)
