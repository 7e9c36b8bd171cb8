/**
 * Who may import whom: ARCHITECTURE.md draws it, `npm run check` holds it. Circles are found by
 * Biome (noImportCycles), types included; the page's .tsx files, which the parser here cannot read, are held by biome.json.
 */

/** What a folder may import: of ours (beginnings of paths), and of packages. Node's own modules are the next rule's. */
const rooms = [
  {
    of: 'spec/',
    ours: [],
    packages: ['zod'],
    because: 'spec is what AppsFlyer and Airbyte demand, as data: it depends on none of our decisions',
  },
  {
    of: 'src/configuration/',
    ours: ['spec/'],
    packages: ['yaml'],
    because: 'it turns a file into what spec/configuration judges; what the configuration means stays there',
  },
  { of: 'src/json/', ours: [], packages: [], because: 'json is the floor below both the core and the protocol' },
  {
    of: 'src/core/domain/',
    ours: ['src/json/', 'spec/'],
    packages: [],
    because: 'domain is the vocabulary that all else shares',
  },
  {
    of: 'src/core/person/',
    ours: ['src/core/domain/', 'src/json/', 'spec/'],
    packages: ['libphonenumber-js', 'crypto-js'],
    because: 'person is the one place that turns personal data into hashes (crypto-js: in the browser)',
  },
  {
    of: 'src/core/reading/',
    ours: ['src/core/person/', 'src/core/domain/', 'src/json/', 'spec/'],
    packages: [],
    because: 'reading says what stands in a record; what it becomes is for mapping to decide',
  },
  {
    of: 'src/core/request/',
    ours: ['src/core/reading/', 'src/core/person/', 'src/core/domain/', 'src/json/', 'spec/'],
    packages: [],
    because: 'request writes an event down for one endpoint; where the event came from it does not know',
  },
  {
    of: 'src/core/mapping/',
    ours: ['src/core/request/', 'src/core/reading/', 'src/core/person/', 'src/core/domain/', 'src/json/', 'spec/'],
    packages: [],
    because: 'mapping is pure: what was read in, an event out, nothing of hosts or networks',
  },
  {
    of: 'src/core/',
    ours: ['src/core/', 'src/erasure/', 'src/json/', 'spec/'],
    packages: [],
    because: 'prepare composes the pure core',
  },
  {
    of: 'src/erasure/',
    ours: [
      ...['src/core/domain/', 'src/core/person/sha256.ts', 'src/core/reading/'],
      ...['src/core/mapping/read-devices.ts', 'src/core/mapping/read-device-ids.ts'],
      ...['src/json/', 'spec/'],
    ],
    packages: [],
    because: 'erasure is pure: whom to erase in, requests out; every host sends them its own way',
  },
  {
    of: 'src/delivery/outcome/',
    ours: ['src/delivery/settings.ts', 'src/core/domain/', 'src/core/request/target.ts', 'src/json/', 'spec/'],
    packages: [],
    because: 'outcome judges one answer; it is shared with the Segment destination, which has no engine',
  },
  {
    of: 'src/delivery/limits/',
    ours: ['src/delivery/settings.ts'],
    packages: [],
    because: 'limits see samples and a clock, nothing else',
  },
  {
    of: 'src/delivery/transport/',
    ours: ['src/delivery/outcome/', 'src/core/domain/', 'spec/'],
    packages: ['undici'],
    because: 'sockets are opened here alone; what to send, and when, is decided before',
  },
  {
    of: 'src/delivery/lanes/',
    ours: [
      'src/delivery/transport/transport.ts',
      'src/delivery/limits/',
      'src/delivery/outcome/',
      'src/delivery/settings.ts',
      'src/core/domain/',
      'spec/appsflyer/erasure/opendsr.ts',
    ],
    packages: [],
    because: 'lanes hold what waits; when it starts is for the engine to decide',
  },
  {
    of: 'src/stakes/',
    ours: ['src/core/domain/', 'spec/'],
    packages: [],
    because: 'it adds up what records are worth, and says it; what becomes of them is for the hosts to tell',
  },
  {
    of: 'src/delivery/dead-letters/',
    ours: ['spec/airbyte/stream-name.ts', 'spec/configuration/configuration.ts', 'src/storage/', 'src/json/'],
    packages: [],
    because: 'a dead letter is plain data; where it is kept is a file, or for storage to know',
  },
  {
    of: 'src/delivery/engine/',
    ours: ['src/delivery/', 'src/core/domain/', 'spec/'],
    not: ['src/delivery/transport/undici-transport.ts', 'src/delivery/dead-letters/'],
    packages: [],
    because: 'the engine decides when to send, not what; undici belongs to src/delivery/transport',
  },
  { of: 'src/delivery/', ours: ['spec/'], packages: [], because: 'the settings are plain data' },
  {
    of: 'src/raw-data/',
    ours: ['src/json/', 'spec/'],
    packages: ['csv-parse', 'hyparquet'],
    because: 'raw-data reads what AppsFlyer wrote; what is made of a row is for its readers to decide',
  },
  {
    of: 'src/proof/engine/',
    ours: ['src/proof/proof-error.ts'],
    packages: ['@duckdb/node-api'],
    because: 'the only place that knows which database does the joins',
  },
  {
    of: 'src/proof/',
    ours: ['src/proof/', 'src/ledger/entry.ts', 'src/raw-data/', 'src/json/', 'spec/'],
    packages: ['csv-parse'],
    because: 'proof holds a ledger against raw data; how the ledger came to be it does not know',
  },
  {
    of: 'src/memory/stores/',
    ours: ['src/memory/store.ts', 'spec/configuration/memory-form.ts'],
    packages: ['libsql', 'pg', '@types/pg', '@redis/client'],
    because: 'the only place that knows where a memory is kept',
  },
  {
    of: 'src/memory/installs/',
    ours: [
      'src/memory/store.ts',
      'src/raw-data/raw-row.ts',
      'src/raw-data/raw-time.ts',
      'src/core/reading/values.ts',
      'spec/',
    ],
    packages: [],
    because: 'which install a user has is decided here, by pure rules; where rows come from they do not know',
  },
  {
    of: 'src/memory/',
    ours: ['src/memory/', 'src/core/domain/', 'spec/'],
    not: ['src/memory/stores/'],
    packages: [],
    because: 'the memory is asked between prepare and sending; where it is kept is handed in',
  },
  {
    of: 'src/ledger/',
    ours: ['src/storage/', 'src/core/domain/', 'src/json/', 'spec/'],
    packages: [],
    because: 'the ledger keeps what a host tells it was accepted; how it came to that it does not know',
  },
  {
    of: 'src/storage/',
    ours: [],
    packages: ['aws4fetch'],
    because: 'storage keeps bytes under names, durably; what they are it does not know',
  },
  {
    of: 'src/run/',
    ours: [
      ...['src/memory/', 'src/ledger/', 'src/delivery/engine/', 'src/delivery/outcome/'],
      ...['src/delivery/dead-letters/dead-letter.ts', 'src/core/domain/', 'src/stakes/', 'spec/'],
    ],
    not: ['src/memory/stores/'],
    packages: [],
    because:
      'a run is the same in every host: what it reads and what it does with a record that has ended is handed in',
  },
  {
    of: 'src/sender/',
    ours: [
      ...['src/run/', 'src/memory/', 'src/ledger/', 'src/storage/storage-error.ts', 'src/delivery/dead-letters/'],
      ...['src/delivery/engine/', 'src/delivery/outcome/', 'src/delivery/transport/proxies.ts'],
      ...['src/core/prepare.ts', 'src/core/domain/', 'src/json/', 'spec/'],
    ],
    not: ['src/memory/stores/'],
    packages: [],
    because: 'the sender is a host for backends: what it sends and keeps with is handed in by src/create-sender.ts',
  },
  {
    of: 'src/airbyte/protocol/',
    ours: ['src/storage/', 'src/json/', 'spec/airbyte/stream-name.ts'],
    packages: [],
    because: 'the protocol layer knows nothing of AppsFlyer: it is the CDK that npm lacks, and may leave one day',
  },
  {
    of: 'src/airbyte/connector/',
    ours: [
      'src/airbyte/protocol/',
      'src/core/domain/',
      'src/core/reading/places.ts',
      'src/stakes/',
      'src/delivery/dead-letters/',
      'src/delivery/engine/',
      'src/delivery/outcome/',
      'src/run/',
      'src/erasure/',
      'src/memory/',
      'src/ledger/',
      'src/storage/',
      'src/configuration/',
      'src/json/',
      'spec/',
    ],
    not: ['src/memory/stores/'],
    packages: [],
    because: 'the connector is a host: it reads and writes messages, and asks prepare and delivery for all else',
  },
  {
    of: 'src/console/setup/proposal/',
    ours: ['src/core/', 'src/console/', 'src/json/', 'spec/'],
    not: ['src/core/request/'],
    packages: [],
    because: 'what init proposes must be told by the words that the core reads with, not by a list of its own',
  },
  {
    of: 'src/console/',
    ours: [
      ...['src/airbyte/', 'src/configuration/', 'src/core/', 'src/delivery/', 'src/json/', 'src/memory/'],
      ...['src/erasure/', 'src/proof/', 'src/raw-data/', 'src/ledger/', 'src/run/', 'src/storage/', 'src/stakes/'],
      'spec/',
    ],
    not: [
      'src/memory/stores/',
      'src/delivery/transport/undici-transport.ts',
      'src/core/mapping/',
      'src/core/person/',
      'src/core/request/',
    ],
    packages: ['csv-parse', 'zod'],
    because: 'console is a host for people: it asks the core and delivery for all else',
  },
  {
    of: 'src/sandbox/',
    ours: ['spec/'],
    packages: [],
    because: 'the sandbox must share neither our mapping nor its page, or it would confirm our mistakes',
  },
  {
    of: 'src/page/playground/',
    ours: [
      ...['src/page/', 'src/configuration/', 'src/console/', 'src/core/', 'src/json/', 'src/stakes/', 'spec/'],
      'src/ledger/read-body.ts',
    ],
    packages: ['preact', 'zod'],
    because: 'the playground runs the core in the browser; the server beside it judges without it',
  },
  {
    of: 'src/page/',
    ours: ['src/sandbox/inbox/', 'src/sandbox/faults/', 'src/sandbox/raw-data/listed-row.ts', 'spec/'],
    packages: ['preact', 'uplot'],
    because: 'the page shows what the sandbox judged; only its playground knows the core',
  },
  {
    of: 'destination/development/',
    ours: ['destination/', 'src/', 'spec/'],
    packages: ['@segment/actions-core'],
    because: 'these are tools for the development of the Segment destination',
  },
  {
    of: 'destination/',
    ours: ['src/core/', 'src/erasure/', 'src/delivery/outcome/', 'src/json/', 'spec/'],
    packages: ['@segment/actions-core'],
    because: "Segment's runtime sends the requests: the destination prepares and classifies, and opens no sockets",
  },
  {
    of: 'src/wiring/',
    ours: [
      ...[
        'src/airbyte/connector/ports.ts',
        'src/airbyte/connector/tried-memory.ts',
        'src/airbyte/protocol/failures.ts',
      ],
      ...['src/delivery/', 'src/memory/', 'src/ledger/', 'src/storage/', 'src/version.ts', 'spec/'],
    ],
    packages: [],
    because: 'it makes the real engine, memory and stores of a configuration, for commands and the sender alike',
  },
  {
    of: 'src/commands/demo-command.ts',
    ours: ['src/', 'spec/', 'examples/demo.ts'],
    packages: [],
    because: 'the demo is an example that a command runs; nothing else of ours stands on the examples',
  },
  {
    of: 'src/',
    ours: ['src/', 'spec/', 'destination/'],
    packages: [],
    because: 'src/cli.ts, src/commands, src/create-sender.ts and src/index.ts wire everything',
  },
]

/** Rooms without files, sockets, clocks of their own. */
const pure = [
  ...['spec/appsflyer/', 'spec/configuration/', 'spec/airbyte/', 'src/json/', 'src/page/', 'src/delivery/limits/'],
  'src/configuration/parse-',
  ...['domain', 'reading', 'request', 'mapping', 'prepare.ts'].map((room) => `src/core/${room}`),
  'src/erasure/',
  'src/stakes/',
  ...['src/delivery/outcome/', 'src/delivery/lanes/', 'src/delivery/engine/'],
]

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const startsWith = (paths) => `^(${paths.map(literally).join('|')})`

/** One rule a room. A deeper room's own rule comes instead of the one above it. */
const forbidden = rooms.map(({ of, ours, not = [], packages, because }) => {
  const deeper = rooms.filter((other) => other.of !== of && other.of.startsWith(of)).map((other) => other.of)
  const may = [of, ...ours.filter((path) => path !== of)]
  const ownPackages = packages.map((name) => `node_modules/${name}/`)
  const said = [...ours, ...packages].join(', ') || 'nothing but itself'
  const but = not.length > 0 ? `, but not ${not.join(', ')}` : ''
  return {
    name: `imports of ${of}`,
    severity: 'error',
    comment:
      `${of} may import ${said}${but}: ${because}. Mend it: move what is needed to a folder that ${of} may import, ` +
      'or hand it in as an argument from the file that calls (src/cli.ts wires everything).',
    from: { path: startsWith([of]), ...(deeper.length > 0 && { pathNot: startsWith(deeper) }) },
    to: {
      dependencyTypesNot: ['core'],
      ...(not.length > 0
        ? { path: `^(?!(${[...may, ...ownPackages].map(literally).join('|')}))|${startsWith(not)}` }
        : { pathNot: startsWith([...may, ...ownPackages]) }),
    },
  }
})

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: "Node's modules in what is pure",
      severity: 'error',
      comment:
        "What is pure runs in the browser and in Segment's runtime too, and is tested without files and clocks; person " +
        'alone may hash (node:crypto). Mend it: hand in what the module gives as an argument, from the host that calls.',
      from: { path: startsWith(pure) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: "Node's modules in person",
      severity: 'error',
      comment: 'person may hash (node:crypto), and is pure beside that. Mend it: hand in what the module gives.',
      from: { path: startsWith(['src/core/person/']) },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'imports that lead nowhere',
      severity: 'error',
      comment: 'The file or package is not there: mend the path, or add the package to package.json.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.tsx$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
