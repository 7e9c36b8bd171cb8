/** A document of AppsFlyer's that demands a rule. `url` is given where AppsFlyer publishes the document under a stable one. */
export interface Document {
  readonly title: string
  readonly url?: string
}

export const documents = {
  mobileGuide: {
    title: 'Server-to-server events API for mobile (S2S-mobile)',
    url: 'https://support.appsflyer.com/hc/en-us/articles/207034486',
  },
  mobileV3: {
    title: 'Server-to-server events API (for mobile), OpenAPI, api3.appsflyer.com',
    url: 'https://dev.appsflyer.com/hc/reference/s2s-events-api3-post',
  },
  mobileV2: { title: '[Legacy] Server-to-server events API (for mobile), OpenAPI, api2.appsflyer.com' },
  mobileFirst: { title: 'Server to Server In-App Events API (HTTP API), as first published' },
  opendsr: { title: 'OpenDSR API, OpenAPI', url: 'https://dev.appsflyer.com/hc/reference/create-opendsr-request' },
  web: { title: 'S2S API for Web Attribution, v2.0' },
  devices: { title: 'PC/Console/CTV Events API, OpenAPI, events.appsflyer.com/v1.0/s2s' },
  roi360: { title: 'ROI360: store revenue', url: 'https://support.appsflyer.com/hc/en-us/articles/7459048170769' },
  pba: {
    title: 'WEB Server-TO-Server API (people-based attribution), OpenAPI, webs2s.appsflyer.com',
    url: 'https://support.appsflyer.com/hc/en-us/articles/360006997298',
  },
} as const satisfies Record<string, Document>
