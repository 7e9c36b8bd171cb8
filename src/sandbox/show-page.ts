import type { ServerResponse } from 'node:http'
import { contracts } from '../../spec/appsflyer/contracts'
import { sendText } from './reply'

/**
 * What a browser sees at a path, or false when there is nothing. For now a greeting at `/`; the files of a page belong
 * into the folder `page` beside this file and are served from here.
 */
export function showPage(path: string, response: ServerResponse): boolean {
  if (path !== '/') return false
  sendText(response, 200, greeting)
  return true
}

const greeting = `This is the sandbox of appsflyer-destination: a local AppsFlyer.

It takes what AppsFlyer takes
${[...new Set(Object.values(contracts).map(({ pathPrefix }) => `  POST ${pathPrefix}{app_id}`))].join('\n')}

and shows what became of it
  GET    /sandbox/api/summary        counts by verdict, endpoint, event name, second
  GET    /sandbox/api/requests       the newest requests; ?app= event= verdict= endpoint= code= text= before= limit=
  GET    /sandbox/api/requests/{id}  one request whole
  DELETE /sandbox/api/requests       forget everything
  GET    /sandbox/api/export         everything as NDJSON
  GET    /sandbox/api/events         follow live (server-sent events)
  GET, PUT, DELETE /sandbox/api/faults   make it fail on purpose
`
