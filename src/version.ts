import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The package's name and version, as it tells them to servers. */
export const userAgent = `appsflyer-destination/${readVersion()}`

/** package.json is two folders above the compiled file (dist/src), one above the source. */
function readVersion(): string {
  for (const up of ['..', '../..']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(__dirname, up, 'package.json'), 'utf8'))
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version)
    } catch {
      // Not there: one folder further up, then.
    }
  }
  return 'unknown'
}
