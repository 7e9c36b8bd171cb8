/** ISO 3166-1, the countries that have phone numbers; beside them Kosovo, Ascension and Tristan da Cunha, as libphonenumber has them. */
const listed =
  'AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD ' +
  'CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE ' +
  'GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN ' +
  'KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
  'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH ' +
  'SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG ' +
  'VI VN VU WF WS XK YE YT ZA ZM ZW'

const phoneCountries: ReadonlySet<string> = new Set(listed.split(' '))

/** Codes of two letters that people use beside those of ISO. */
const otherCodes: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' }

/** What is wrong with two letters in capitals that should be a country, as the rest of a sentence. */
export function whyNoCountry(code: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code)) return 'must be two letters, such as US'
  if (phoneCountries.has(code)) return undefined
  const meant = otherCodes[code]
  return meant === undefined
    ? 'is not an ISO 3166 country code, such as US'
    : `is not an ISO 3166 country code: use ${meant}`
}
