import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'

/** Characters that are compressed at once: each time costs more than compressing a line. */
const blockLength = 65_536

/** A file of Data Locker while it is written: `part-00000.gz`, or the next number that is free. */
export class PartFile {
  readonly #folder: string
  readonly #path: string
  readonly #gzip: Gzip
  readonly #written: Promise<void>
  #waiting: string[] = []
  #waitingLength = 0

  private constructor(folder: string, name: string) {
    this.#folder = folder
    this.#path = join(folder, name)
    this.#gzip = createGzip()
    const file = createWriteStream(this.#path, { flags: 'wx' })
    file.on('error', (error) => this.#gzip.destroy(error))
    this.#gzip.on('error', () => file.destroy())
    this.#written = finished(this.#gzip.pipe(file))
    // Whoever writes or finishes hears of it.
    this.#written.catch(() => undefined)
  }

  /** Until the file is finished, its folder counts as unfinished. */
  static async open(folder: string): Promise<PartFile> {
    await mkdir(folder, { recursive: true })
    await rm(join(folder, '_SUCCESS'), { force: true })
    const numbers = (await readdir(folder)).map((name) => Number(/^part-(\d+)/.exec(name)?.[1] ?? -1))
    const next = Math.max(-1, ...numbers) + 1
    return new PartFile(folder, `part-${String(next).padStart(5, '0')}.gz`)
  }

  async write(text: string): Promise<void> {
    this.#waiting.push(text)
    this.#waitingLength += text.length
    if (this.#waitingLength >= blockLength) await this.#flush()
  }

  /** Ends the file, and then the folder, which gets `_SUCCESS` last. */
  async finish(): Promise<void> {
    await this.#flush()
    this.#gzip.end()
    await this.#written
    await writeFile(join(this.#folder, '_SUCCESS'), '')
  }

  async abandon(): Promise<void> {
    this.#gzip.destroy()
    await this.#written.catch(() => undefined)
    await rm(this.#path, { force: true })
  }
  async #flush(): Promise<void> {
    const text = this.#waiting.join('')
    this.#waiting = []
    this.#waitingLength = 0
    if (!this.#gzip.write(text)) await Promise.race([once(this.#gzip, 'drain'), this.#written])
  }
}
