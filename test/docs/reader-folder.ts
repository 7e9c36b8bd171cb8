import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './documents'

/** A folder in which the commands of a document can be typed. */
export interface ReaderFolder {
  readonly path: string
  /** Has the two commands of the package, for PATH. */
  readonly bin: string
  dispose(): void
}

const sandboxAddress = /http:\/\/127\.0\.0\.1:8080/g

/** An empty folder. `program` is the built command line. */
export function emptyFolder(program: string): ReaderFolder {
  const path = mkdtempSync(join(tmpdir(), 'reader-'))
  const bin = join(path, '.bin')
  writeCommands(bin, program)
  return { path, bin, dispose: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * What the documents take for granted: a checkout's `bin` and `examples`, and the files of a shop that uses the package.
 * Whatever names the sandbox's address has the one of the test.
 */
export function shopFolder(program: string, sandboxUrl: string): ReaderFolder {
  const folder = emptyFolder(program)
  const file = (name: string, text: string) => {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true })
    writeFileSync(join(folder.path, name), text)
  }
  writeCommands(join(folder.path, 'bin'), program)
  cpSync(join(root, 'examples'), join(folder.path, 'examples'), { recursive: true })
  for (const name of ['configuration.json', 'airbyte/orders/configuration.json']) {
    const text = readFileSync(join(root, 'examples', name), 'utf8')
    file(`examples/${name}`, text.replace(sandboxAddress, sandboxUrl))
  }
  for (const name of ['appsflyer.yaml', 'shop.yaml']) file(name, shopConfiguration(sandboxUrl))
  file('orders.csv', orders)
  file('sent.ndjson', sent)
  file('logins.csv', 'user_id,appsflyer_id,app_id\nuser-9,1700000000000-9999999,com.example.shop\n')
  file('in-app-events.csv', rawData('user-1', '1700000000000-1111111'))
  file('organic-in-app-events.csv', rawData('user-2', '1700000000000-2222222'))
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  file(`data-locker/t=inapps/dt=${day}/h=7/part-00000.csv`, rawData('user-3', '1700000000000-3333333'))
  return folder
}

function writeCommands(bin: string, program: string): void {
  mkdirSync(bin, { recursive: true })
  for (const name of ['appsflyer-destination', 'destination-appsflyer']) {
    const script = `#!${process.execPath}\nrequire(${JSON.stringify(program)})\n`
    writeFileSync(join(bin, name), script, { mode: 0o755 })
  }
}

function shopConfiguration(url: string): string {
  return `s2s_token: any-token
dev_key: any-key
api_token: any-api-token
apps:
  - app_id: id123456789
  - app_id: com.example.shop
  - app_id: website-www.example.com
    time_zone: America/New_York
streams:
  - stream: orders
    send_as: mobile_event
    event_name: af_purchase
    app_id: com.example.shop
    columns:
      - { column: order_total, field: revenue }
      - { column: placed_at, field: event_time }
memory:
  store: sqlite
  path: ./appsflyer-memory.db
ledger:
  storage: file
  folder: ./appsflyer-ledger
  records: true
endpoints:
  all: ${url}
`
}

const now = new Date().toISOString()

const orders = `order_id,user_id,order_total,currency,placed_at
O-1,user-1,48.00,EUR,${now}
O-2,user-2,12.50,EUR,${now}
`

const sent = `${JSON.stringify({
  event_name: 'af_purchase',
  app_id: 'com.example.shop',
  appsflyer_id: '1700000000000-1111111',
  user_id: 'user-1',
  event_time: now,
  revenue: '48.00',
  currency: 'EUR',
})}
`

function rawData(user: string, install: string): string {
  const time = now.slice(0, 19).replace('T', ' ')
  return `App ID,AppsFlyer ID,Customer User ID,Event Name,Event Time,Install Time,Event Source,Platform
com.example.shop,${install},${user},af_login,${time},${time},SDK,android
`
}
