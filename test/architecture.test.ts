import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, posix, relative, sep } from 'node:path'

/**
 * What a folder of ours may import, of ours and of others; ARCHITECTURE.md draws it. The first rule whose `of` begins a
 * file's path decides. Node's own modules are free to all.
 */
interface Rule {
  readonly of: string
  /** Beginnings of our paths. A folder may always import from itself. */
  readonly ours: readonly string[]
  readonly packages: readonly string[]
  readonly because: string
}

const rules: readonly Rule[] = [
  {
    of: 'spec/',
    ours: [],
    packages: ['zod'],
    because: 'spec is what AppsFlyer and Airbyte demand, as data: it depends on none of our decisions',
  },
  {
    of: 'src/domain/',
    ours: ['spec/'],
    packages: ['zod'],
    because: 'domain is the vocabulary that all else shares',
  },
  {
    of: 'src/identity/',
    ours: ['src/domain/', 'spec/'],
    packages: ['libphonenumber-js', 'crypto-js'],
    because: 'identity is pure, and the one place that turns personal data into hashes (crypto-js: in the browser)',
  },
  {
    of: 'src/mapping/',
    ours: ['src/identity/', 'src/domain/', 'spec/'],
    packages: [],
    because: 'mapping is pure: a record in, a request out, nothing of hosts or networks',
  },
  {
    of: 'src/prepare.ts',
    ours: ['src/mapping/', 'src/identity/', 'src/domain/', 'spec/'],
    packages: [],
    because: 'prepare composes the pure core',
  },
  {
    of: 'src/delivery/transport',
    ours: ['src/delivery/', 'src/domain/', 'spec/'],
    packages: ['undici'],
    because: 'sockets are opened here alone; what to send is decided before',
  },
  {
    of: 'src/delivery/',
    ours: ['src/domain/', 'spec/'],
    packages: [],
    because: 'delivery decides when to send, not what; undici belongs to src/delivery/transport',
  },
  {
    of: 'src/airbyte/',
    ours: ['src/prepare.ts', 'src/delivery/', 'src/domain/', 'spec/'],
    packages: ['aws4fetch'],
    because: 'airbyte is a host: it reads and writes messages, and asks prepare and delivery for all else',
  },
  {
    of: 'src/console/',
    ours: ['src/airbyte/', 'src/prepare.ts', 'src/mapping/', 'src/delivery/', 'src/domain/', 'spec/'],
    packages: ['csv-parse', 'zod'],
    because: 'console is a host for people: it asks the core and delivery for all else',
  },
  {
    of: 'src/sandbox/page/playground/',
    ours: [
      'src/sandbox/page/',
      'src/console/',
      'src/airbyte/parse-json-line.ts',
      'src/prepare.ts',
      'src/mapping/',
      'src/domain/',
      'spec/',
    ],
    packages: ['preact', 'zod'],
    because: 'the playground runs the core in the browser; the server beside it judges without it',
  },
  {
    of: 'src/sandbox/page/',
    ours: ['src/sandbox/', 'spec/'],
    packages: ['preact'],
    because: 'the page shows what the sandbox judged; only its playground knows the core',
  },
  {
    of: 'src/sandbox/',
    ours: ['spec/'],
    packages: [],
    because: 'the sandbox must not share our mapper, or it would confirm its mistakes',
  },
  {
    of: 'src/',
    ours: ['src/', 'spec/', 'destination/'],
    packages: [],
    because: 'src/cli.ts, src/commands and src/index.ts wire everything; no other file stands here without a rule',
  },
  {
    of: 'destination/',
    ours: [
      'src/mapping/',
      'src/prepare.ts',
      'src/domain/',
      'src/delivery/classify.ts',
      'src/delivery/probe.ts',
      'spec/',
    ],
    packages: ['@segment/actions-core'],
    because: "Segment's runtime sends the requests: the destination prepares and classifies, and opens no sockets",
  },
]

interface Import {
  /** From the root of the repository, with slashes. */
  readonly file: string
  readonly specifier: string
  /** A file of ours, or the name of a package. */
  readonly target: string
}

const root = join(__dirname, '..')
const builtins = new Set(builtinModules)
const statement = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g

function importsOf(file: string, text: string): readonly Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(statement)].map(([, , specifier = '']) => {
    const isOurs = specifier.startsWith('.')
    const target = isOurs ? posix.join(posix.dirname(file), specifier).replace(/(\.ts)?$/, '.ts') : packageOf(specifier)
    return { file, specifier, target }
  })
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function isNode({ specifier }: Import): boolean {
  return specifier.startsWith('node:') || builtins.has(specifier)
}

/** What is wrong with an import and how to mend it; undefined when nothing is. */
function complaintOf(found: Import): string | undefined {
  const { file, specifier, target } = found
  const rule = rules.find(({ of }) => file.startsWith(of))
  if (rule === undefined) return `${file} stands in a folder without a rule: add one to test/architecture.test.ts.`
  if (isNode(found)) return undefined
  const allowed = specifier.startsWith('.') ? [rule.of, ...rule.ours] : rule.packages
  const isAllowed = specifier.startsWith('.')
    ? allowed.some((start) => target.startsWith(start))
    : allowed.includes(target)
  if (isAllowed) return undefined
  const may = [...rule.ours, ...rule.packages].join(', ') || 'nothing but itself'
  return (
    `${file} imports ${specifier} (${target}).\n  ${rule.of} may import ${may}: ${rule.because}.\n` +
    `  Mend it: move what is needed to a folder that ${rule.of} may import, or hand it in as an argument from the file that ` +
    'calls (src/cli.ts wires everything).'
  )
}

function filesUnder(folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

const files = ['spec', 'src', 'destination'].flatMap(filesUnder)
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))

test('imports go in the directions of the house', () => {
  expect(imports.map(complaintOf).filter((complaint) => complaint !== undefined)).toEqual([])
})

test('the files of src stand in the folders of the house', () => {
  const loose = files.filter((file) => dirname(file) === 'src' && !/^src\/(prepare|cli|index|version)\.ts$/.test(file))
  expect(loose).toEqual([])
  const known = [...rules.map(({ of }) => of), 'src/commands/']
  const folders = files.filter((file) => /^src\/.*\//.test(file)).map((file) => `src/${file.split('/')[1]}/`)
  expect([...new Set(folders)].filter((folder) => !known.includes(folder))).toEqual([])
})

test('the sandbox judges without the page it shows', () => {
  const judges = imports.filter(({ file }) => /^src\/sandbox\//.test(file) && !/^src\/sandbox\/page\//.test(file))
  expect(judges.filter(({ target }) => target.startsWith('src/sandbox/page/'))).toEqual([])
})

describe('the test itself', () => {
  test('reads imports of every kind', () => {
    const text = [
      "import type { a } from './a'",
      'import "node:fs"',
      "export * from '../domain/b'",
      "import {\n  c,\n} from '@scope/name/deep'",
      "const d = require('undici')",
      "type E = typeof import('zod')",
      "// from './comment'",
    ].join('\n')
    expect(importsOf('src/mapping/x.ts', text).map(({ target }) => target)).toEqual([
      'src/mapping/a.ts',
      'node:fs',
      'src/domain/b.ts',
      '@scope/name',
      'undici',
      'zod',
    ])
    expect(imports.length).toBeGreaterThan(100)
  })

  test.each([
    ['src/mapping/x.ts', "import '../delivery/engine'", 'src/delivery/engine.ts'],
    ['src/mapping/x.ts', "import 'undici'", 'undici'],
    ['src/delivery/x.ts', "import 'undici'", 'undici'],
    ['src/sandbox/x.ts', "import '../mapping/late'", 'src/mapping/late.ts'],
    ['spec/appsflyer/x.ts', "import '../../src/domain/json'", 'src/domain/json.ts'],
    ['destination/x.ts', "import '../src/delivery/engine'", 'src/delivery/engine.ts'],
    ['src/identity/x.ts', "import '../prepare'", 'src/prepare.ts'],
  ])('complains about %s with %s', (file, text, target) => {
    const [complaint] = importsOf(file, text).map(complaintOf)
    expect(complaint).toContain(`${file} imports`)
    expect(complaint).toContain(target)
    expect(complaint).toContain('Mend it:')
  })

  test.each([
    ['src/airbyte/x.ts', "import '../prepare'"],
    ['src/delivery/transport/x.ts', "import 'undici'"],
    ['destination/x.ts', "import '../src/delivery/classify'"],
    ['src/cli.ts', "import './airbyte/write'"],
    ['src/sandbox/x.ts', "import 'http'"],
  ])('is content with %s with %s', (file, text) => {
    expect(importsOf(file, text).map(complaintOf)).toEqual([undefined])
  })
})
