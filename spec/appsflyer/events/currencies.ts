/**
 * The currency codes AppsFlyer lists (enum `eventCurrency`, mobile v3 OpenAPI). The list is dated: it has HRK and lacks
 * VED, XCG and ZWG. So a three-letter code outside it deserves a warning, never a rejection.
 */
const listed =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE ' +
  'CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ ' +
  'GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD ' +
  'MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG ' +
  'QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS ' +
  'UAH UGX USD USN UYI UYU UYW UZS VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX ' +
  'YER ZAR ZMW ZWL'

export const listedCurrencies: ReadonlySet<string> = new Set(listed.split(' '))

/** What the devices API takes as `af_currency` (PC/Console/CTV Events API, event_parameters): another list, just as dated. */
const notOnDevices = new Set('BOV CHE CHW COU MXV USN UYI UYW XBA XBB XBC XBD XSU XTS XUA XXX'.split(' '))
const onDevicesAlone = 'BTC BYR CNH GGP IMP JEP MRO STD VEF'.split(' ')

export const deviceCurrencies: ReadonlySet<string> = new Set([
  ...[...listedCurrencies].filter((code) => !notOnDevices.has(code)),
  ...onDevicesAlone,
])
