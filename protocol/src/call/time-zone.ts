/**
 * What a place is called today, by the name that engines with ICU still give its zone: those zones of CLDR whose `iana`
 * differs. https://github.com/unicode-org/cldr/blob/main/common/bcp47/timezone.xml
 */
const PRESENT_NAMES: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** What ICU takes and the IANA database has not: of its abbreviations, BST is Dhaka's time and AST that of Anchorage. */
const NO_IANA_NAME =
  /^(SystemV\/.*|ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST)$/i;

/**
 * The time zone's present name, the same on every platform and for every name that it ever had; or undefined when this
 * platform knows none of that name.
 */
export function knownTimeZone(name: string): string | undefined {
  // Offsets such as +02:00 are accepted by Intl too, but they know no daylight saving.
  if (!/^[A-Za-z]/.test(name) || NO_IANA_NAME.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return PRESENT_NAMES[timeZone] ?? timeZone;
  } catch {
    return undefined;
  }
}
