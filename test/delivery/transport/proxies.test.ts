import { type Environment, ProxyAddressError, readProxies } from '../../../src/delivery/transport/proxies'

const appsflyer = { protocol: 'https:', hostname: 'api3.appsflyer.com', port: 443 }

test.each<[Environment, string | undefined]>([
  [{}, undefined],
  [{ HTTPS_PROXY: '' }, undefined],
  [{ HTTPS_PROXY: 'http://a:1' }, 'http://a:1/'],
  [{ HTTPS_PROXY: ' http://a:1 ' }, 'http://a:1/'],
  [{ https_proxy: 'http://b:1', HTTPS_PROXY: 'http://a:1' }, 'http://b:1/'],
  [{ HTTP_PROXY: 'http://a:1' }, 'http://a:1/'],
  [{ HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'https://b:1' }, 'https://b:1/'],
])('%j leads to AppsFlyer through %s', (environment, expected) => {
  expect(readProxies(environment)?.(appsflyer)?.href).toBe(expected)
})

test.each([
  ['api3.appsflyer.com', true],
  ['appsflyer.com', true],
  ['.appsflyer.com', true],
  ['*.appsflyer.com', true],
  ['APPSFLYER.COM', true],
  ['localhost, appsflyer.com', true],
  ['localhost appsflyer.com:443', true],
  ['*', true],
  ['', false],
  ['flyer.com', false],
  ['appsflyer.com:8443', false],
  ['api2.appsflyer.com', false],
])('NO_PROXY %p passes the proxy by: %p', (noProxy, expected) => {
  const proxyFor = readProxies({ HTTPS_PROXY: 'http://a:1', NO_PROXY: noProxy })
  expect(proxyFor?.(appsflyer) === undefined).toBe(expected)
})

test.each(['proxy.example.com:3128', '127.0.0.1:3128', 'proxy', 'socks5://a:1', 'http://', 'user:SECRET@proxy:3128'])(
  'the address %p is told, by the name of its variable',
  (address) => {
    expect(() => readProxies({ HTTPS_PROXY: address })).toThrow(ProxyAddressError)
    expect(() => readProxies({ HTTPS_PROXY: address })).toThrow(/^HTTPS_PROXY is not the address.*http:\/\//)
    expect(() => readProxies({ http_proxy: address })).toThrow(/^http_proxy (?!.*SECRET)/)
  },
)
