import type { z } from 'zod'
import { type Document, documents } from './documents'
import { limits } from './limits'
import { mobileV2Body, mobileV3Body } from './mobile-body'
import { webEventBody, webVisitBody } from './web-body'

/** AppsFlyer's four server-to-server endpoints. */
export const endpoints = ['mobile_v2', 'mobile_v3', 'web_event', 'web_visit'] as const
export type Endpoint = (typeof endpoints)[number]

/** The servers behind them; a configuration can replace each (a proxy, the sandbox). */
type ServerName = 'mobile_v2' | 'mobile_v3' | 'web'

/** One AppsFlyer endpoint as data. */
export interface Contract {
  readonly endpoint: Endpoint
  readonly family: 'mobile' | 'web'
  readonly server: ServerName
  readonly baseUrl: string
  /** The path before the app id; the app id is percent-encoded behind it (mobile guide; RFC 3986, section 2.1). */
  readonly pathPrefix: string
  /** The header that carries the key, and what stands before the key in it. */
  readonly keyHeader: { readonly name: string; readonly prefix: string }
  readonly body: z.ZodType
  readonly maxBodyBytes: number
  readonly acceptedStatus: 200 | 202
  readonly document: Document
}

export const contracts: { readonly [Name in Endpoint]: Contract } = {
  mobile_v2: {
    endpoint: 'mobile_v2',
    family: 'mobile',
    server: 'mobile_v2',
    baseUrl: 'https://api2.appsflyer.com',
    pathPrefix: '/inappevent/',
    keyHeader: { name: 'authentication', prefix: '' },
    body: mobileV2Body,
    maxBodyBytes: limits.mobileBodyBytes,
    acceptedStatus: 200,
    document: documents.mobileV2,
  },
  mobile_v3: {
    endpoint: 'mobile_v3',
    family: 'mobile',
    server: 'mobile_v3',
    baseUrl: 'https://api3.appsflyer.com',
    pathPrefix: '/inappevent/',
    keyHeader: { name: 'authentication', prefix: '' },
    body: mobileV3Body,
    maxBodyBytes: limits.mobileBodyBytes,
    acceptedStatus: 200,
    document: documents.mobileV3,
  },
  web_event: {
    endpoint: 'web_event',
    family: 'web',
    server: 'web',
    baseUrl: 'https://events.appsflyer.com',
    pathPrefix: '/v2.0/s2s/inapps/app/web/',
    keyHeader: { name: 'authorization', prefix: 'Bearer ' },
    body: webEventBody,
    maxBodyBytes: limits.webBodyBytes,
    acceptedStatus: 202,
    document: documents.web,
  },
  web_visit: {
    endpoint: 'web_visit',
    family: 'web',
    server: 'web',
    baseUrl: 'https://events.appsflyer.com',
    pathPrefix: '/v2.0/s2s/visits/app/web/',
    keyHeader: { name: 'authorization', prefix: 'Bearer ' },
    body: webVisitBody,
    maxBodyBytes: limits.webBodyBytes,
    acceptedStatus: 202,
    document: documents.web,
  },
}

/** The URL of one app at an endpoint. */
export function endpointUrl(contract: Contract, appId: string, baseUrl: string = contract.baseUrl): string {
  return baseUrl.replace(/\/+$/, '') + contract.pathPrefix + encodeURIComponent(appId)
}
