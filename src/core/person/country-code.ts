import { remembered } from '../domain/remembered'
import { fold } from './fold-text'

/** What a country is called beside its usual English name; in plain form. */
const otherNames: Readonly<Record<string, string>> = {
  usa: 'US',
  unitedstatesofamerica: 'US',
  america: 'US',
  uk: 'GB',
  greatbritain: 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  northernireland: 'GB',
  russianfederation: 'RU',
  korea: 'KR',
  republicofkorea: 'KR',
  southkorea: 'KR',
  northkorea: 'KP',
  czechrepublic: 'CZ',
  czechia: 'CZ',
  turkey: 'TR',
  turkiye: 'TR',
  vietnam: 'VN',
  uae: 'AE',
  emirates: 'AE',
  holland: 'NL',
  ivorycoast: 'CI',
  cotedivoire: 'CI',
  capeverde: 'CV',
  swaziland: 'SZ',
  macedonia: 'MK',
  burma: 'MM',
  hongkong: 'HK',
  macau: 'MO',
  macao: 'MO',
  taiwanprovinceofchina: 'TW',
  palestine: 'PS',
  stateofpalestine: 'PS',
  drcongo: 'CD',
  democraticrepublicofthecongo: 'CD',
  republicofthecongo: 'CG',
  congo: 'CG',
  iranislamicrepublicof: 'IR',
  syrianarabrepublic: 'SY',
  laopeoplesdemocraticrepublic: 'LA',
  boliviaplurinationalstateof: 'BO',
  venezuelabolivarianrepublicof: 'VE',
  tanzaniaunitedrepublicof: 'TZ',
  moldovarepublicof: 'MD',
  peoplesrepublicofchina: 'CN',
  mainlandchina: 'CN',
  brunei: 'BN',
  bruneidarussalam: 'BN',
  vatican: 'VA',
  vaticancity: 'VA',
  timorleste: 'TL',
  easttimor: 'TL',
}

/** ISO 3166-1: the codes of three letters, each before its code of two. */
const alpha3 =
  'AFGAF ALAAX ALBAL DZADZ ASMAS ANDAD AGOAO AIAAI ATGAG ARGAR ARMAM ABWAW AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB BLRBY BELBE BLZBZ BENBJ BMUBM BTNBT BOLBO BESBQ BIHBA BWABW BRABR IOTIO BRNBN BGRBG BFABF BDIBI CPVCV KHMKH CMRCM CANCA CYMKY CAFCF TCDTD CHLCL CHNCN CXRCX CCKCC COLCO COMKM COGCG CODCD COKCK CRICR CIVCI HRVHR CUBCU CUWCW CYPCY CZECZ DNKDK DJIDJ DMADM DOMDO ECUEC EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ ETHET FLKFK FROFO FJIFJ FINFI FRAFR GUFGF PYFPF GABGA GMBGM GEOGE DEUDE GHAGH GIBGI GRCGR GRLGL GRDGD GLPGP GUMGU GTMGT GGYGG GINGN GNBGW GUYGY HTIHT VATVA HNDHN HKGHK HUNHU ISLIS INDIN IDNID IRNIR IRQIQ IRLIE IMNIM ISRIL ITAIT JAMJM JPNJP JEYJE JORJO KAZKZ KENKE KIRKI PRKKP KORKR KWTKW KGZKG LAOLA LVALV LBNLB LSOLS LBRLR LBYLY LIELI LTULT LUXLU MACMO MDGMG MWIMW MYSMY MDVMV MLIML MLTMT MHLMH MTQMQ MRTMR MUSMU MYTYT MEXMX FSMFM MDAMD MCOMC MNGMN MNEME MSRMS MARMA MOZMZ MMRMM NAMNA NRUNR NPLNP NLDNL NCLNC NZLNZ NICNI NERNE NGANG NIUNU NFKNF MKDMK MNPMP NORNO OMNOM PAKPK PLWPW PSEPS PANPA PNGPG PRYPY PERPE PHLPH POLPL PRTPT PRIPR QATQA REURE ROURO RUSRU RWARW BLMBL SHNSH KNAKN LCALC MAFMF SPMPM VCTVC WSMWS SMRSM STPST SAUSA SENSN SRBRS SYCSC SLESL SGPSG SXMSX SVKSK SVNSI SLBSB SOMSO ZAFZA SSDSS ESPES LKALK SDNSD SURSR SJMSJ SWESE CHECH SYRSY TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TKLTK TONTO TTOTT TUNTN TURTR TKMTM TCATC TUVTV UGAUG UKRUA AREAE GBRGB USAUS URYUY UZBUZ VUTVU VENVE VNMVN VGBVG VIRVI WLFWF ESHEH YEMYE ZMBZM ZWEZW XKXXK'

const articles = /^the(?=[a-z]{4})/
const longestCountry = 60

let names: ReadonlyMap<string, string> | undefined

/**
 * The two letters of a country that is given by ISO code (two or three letters) or by English name, in any case. Undefined
 * where it cannot be read. `countries` are those that there are.
 */
export function countryCodeOf(text: string, countries: readonly string[]): string | undefined {
  if (text.length > longestCountry) return undefined
  names ??= namesOf(countries)
  const code = names.get(plain(text))
  return countries.find((country) => country === code)
}

const plain = remembered((text) =>
  fold(text)
    .replace(/[^\p{L}]+/gu, '')
    .replace(articles, ''),
)

function namesOf(countries: readonly string[]): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames(['en'], { type: 'region' })
  return new Map<string, string>([
    ...countries.map((country) => [plain(english.of(country) ?? country), country] as const),
    ...Object.entries(otherNames),
    ...alpha3.split(' ').map((pair) => [pair.slice(0, 3).toLowerCase(), pair.slice(3)] as const),
    ...countries.map((country) => [country.toLowerCase(), country] as const),
  ])
}
