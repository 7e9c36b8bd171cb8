import { remembered } from '../domain/remembered'
import { fold } from './fold-text'

/**
 * What a key says of its value. `personal`: contact data, a name, an address, a number of the state's. `perhaps_phone`: a
 * word that means a phone or a device (mobile, cell). `coordinate`: half of a place. `address`: where somebody lives, as a
 * text; an object of that name is looked into.
 */
export type KeyKind = 'personal' | 'perhaps_phone' | 'coordinate' | 'address' | 'none'

const words = (text: string) => new Set(text.split(/\s+/).filter(Boolean).map(fold))

/** In the languages of the trade, without accents. */
const personalWords = words(`
  email emails mail mails emailaddress mailaddress useremail customeremail correo courriel eposta epost poczta
  phone phones phonenumber telephone telephonenumber tel msisdn cellphone cellphones mobilephone homephone workphone userphone customerphone
  mobilenumber cellnumber contactnumber phoneno telefon telefono telefone telefoon telefonnummer handynummer telefonnumber
  celular celulares nohp nomorhp nomorhandphone sodienthoai gsmno ceptelefonu
  cardholder cardholders nameoncard shiptoname billtoname namefirst namelast contactperson recipient mobno mobnumber
  fornavn fornamn etternavn efternamn etunimi sukunimi jmeno prijmeni keresztnev vezeteknev prenume puhelin telefonszam
  ονομα επωνυμο τηλεφωνο διευθυνση שם טלפון כתובת ชื่อ นามสกุล เบอร์โทร ที่อยู่ тел телефоны
  firstname lastname fullname middlename surname username givenname familyname nickname displayname fname lname mname
  forename realname maidenname
  vorname nachname familienname apellido apellidos sobrenome prenom cognome voornaam achternaam nazwisko imie soyad soyadi adsoyad
  namalengkap namadepan namabelakang hoten
  dob birthdate birthday birthdata dateofbirth birthyear geburtsdatum geburtstag nascimento nacimiento naissance datanascita
  geboortedatum dogumtarihi tanggallahir ngaysinh
  ssn socialsecurity socialsecuritynumber passport passportnumber nationalid nationalidnumber personalid taxid idcard idnumber
  driverslicense drivinglicence cpf cnpj rg dni nif nie nino pesel aadhaar aadhar curp rut codicefiscale bsn nik ktp sin
  iban bic accountnumber bankaccount cardnumber creditcard creditcardnumber ccnumber cvv cvc pan pannumber upi upiid vpa
  pushtoken fcmtoken apnstoken devicetoken registrationtoken gcmtoken
  street streetaddress street1 street2 addressline addressline1 addressline2 address1 address2 line1 line2 strasse calle rua rue via
  straat ulica sokak jalan
  имя фамилия отчество телефон почта адрес ім'я прізвище електронна
  名前 氏名 姓名 姓 名 電話 電話番号 メール 住所 手机 手机号 电话 邮箱 地址 이름 성명 전화 전화번호 이메일 주소
  اسم هاتف بريد عنوان नाम फोन ईमेल पता
`)
/** Two words that are personal together. */
const personalPairs = words(`
  card_holder name_card ship_name bill_name name_first name_last contact_person mob_no
  e_mail phone_number mobile_number mobile_no cell_number contact_number contact_no phone_no
  date_birth birth_date tax_id national_id passport_no card_number account_number credit_card
  push_token fcm_token apns_token device_token registration_token street_address address_line
  no_hp dia_chi dien_thoai ho_ten full_nome nombre_completo nome_completo numero_telefono numero_celular fecha_nacimiento
  data_nascimento date_naissance codigo_postal upi_id id_card social_security
`)
const nameWords = words('name names nom nome nombre naam nama isim imie')
const nameOwners = words(`
  first last full middle given family maiden display nick real legal
  customer user contact buyer recipient billing shipping cardholder client guest person patient member owner sender receiver
  consignee subscriber driver rider passenger student employee lead account_holder holder
  cliente usuario acheteur kunde client destinatario comprador
`)
/** Names in other languages that stand alone for a person's, and before a thing for the thing's. */
const loneNames = words('nombre nome nom nama naam isim')
const phoneLike = words('mobile cell cellular portable movil handy whatsapp wa telegram viber cep gsm hp contact')
const addressWords = words('address addresses direccion adresse endereco indirizzo adres alamat anschrift')
/** Before an address these make it another thing's. */
const otherAddresses = words(
  'ip mac wallet web url contract token crypto btc eth email mail store shop warehouse pickup merchant',
)
const coordinateWords = words('lat latitude lng lon long longitude coordinates coords geo geopoint geolocation')
/** Beside one of these the value is about the contact, not the contact itself. */
const aboutWords = words(`
  hash hashed sha256 md5 type kind model brand make verified valid status opt optin optout consent subscribed campaign template
  provider domain count source channel flag enabled category version carrier operator sent opened clicked
`)
/** Beside one of these a word is a thing's; two words that are personal together still are. */
const thingWords = words(
  'os app platform device plan product producto produto produit item bundle store city country state',
)
const idWords = words('id ids')

/** What a key says of its value, whatever its case, its separators and its accents. */
export const keyKind = remembered((key): KeyKind => {
  // A longer one is no name of a column: its shape is looked at, as a text's is.
  if (key.length > longestKey) return 'none'
  const tokens = tokensOf(key)
  if (tokens.some((token) => aboutWords.has(token))) return 'none'
  const joined = tokens.join('')
  if (tokens.length > 1 && (personalWords.has(joined) || personalWords.has(joined.replace(/(?<!\d)\d+$/, ''))))
    return 'personal'
  if (tokens.some((token, index) => personalPairs.has(`${token}_${tokens[index + 1] ?? ''}`))) return 'personal'
  if (joined === 'whatsapp') return 'perhaps_phone'
  if (tokens.some((token) => thingWords.has(token))) return 'none'
  if (tokens.some((token, index) => isPersonal(token, tokens[index + 1], tokens.slice(0, index), tokens.length)))
    return 'personal'
  if (tokens.some((token) => idWords.has(token))) return 'none'
  if (tokens.some((token) => addressWords.has(token)))
    return tokens.some((token) => otherAddresses.has(token)) ? 'none' : 'address'
  if (tokens.length <= 3 && tokens.some((token) => phoneLike.has(token))) return 'perhaps_phone'
  return tokens.some((token) => coordinateWords.has(token)) ? 'coordinate' : 'none'
})
const longestKey = 100

function isPersonal(token: string, next: string | undefined, before: readonly string[], count: number): boolean {
  const bare = token.replace(/(?<!\d)\d+$/, '')
  if (shortWords.has(token)) return count === 1
  if (personalWords.has(bare) || personalWords.has(token)) return next === undefined || !idWords.has(next)
  // The languages of the south say it the other way round: nombre cliente.
  if (loneNames.has(token)) return count === 1 || (next !== undefined && nameOwners.has(next))
  return nameWords.has(token) && before.some((word) => nameOwners.has(word.replace(/s$/, '')) || addressWords.has(word))
}

/** What a key says within an object under another: `name` is a person's under `customer` or `billing_address`. */
export function keyKindWithin(parent: string, key: string): KeyKind {
  return parent !== '' && nameWords.has(key.toLowerCase()) ? keyKind(`${parent}_${key}`) : keyKind(key)
}

/** Words that mean much else: personal only where they are the whole key. */
const shortWords = words('mob ph rg nie sin pan bic via rue nik rut line1 line2 姓 名')

/** `buyerEMail`, `Buyer e-mail` and `buyer_email` as lower-case words without accents. */
function tokensOf(key: string): string[] {
  return fold(key.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2'))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
