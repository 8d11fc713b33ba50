/** What systems start at a double click, or what brings programs along. */
const RUNNABLE =
  /\.(apk|app|appimage|application|appref-ms|bash|bat|bin|chm|cmd|com|command|cpl|deb|desktop|dll|dmg|docm|dotm|exe|gadget|hta|htm|html|img|inf|iso|jar|jnlp|js|jse|library-ms|lnk|mht|mhtml|mobileconfig|msc|msi|msix|msp|pif|pkg|potm|ppam|pptm|ps1|psm1|py|pyw|reg|rpm|run|scf|scr|search-ms|settingcontent-ms|sh|svg|terminal|tool|url|vb|vbe|vbs|vhd|vhdx|webloc|workflow|ws|wsf|wsh|xhtml|xlam|xll|xlsb|xlsm|xltm|zsh)$/i;

/** By its name, which is what systems go by, whatever is in it. */
export function isRunnable(name: string): boolean {
  return RUNNABLE.test(name);
}
