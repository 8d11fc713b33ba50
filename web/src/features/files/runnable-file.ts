/** What systems start at a double click, or what brings programs along. */
const RUNNABLE =
  /\.(accde|apk|app|appimage|appinstaller|application|appref-ms|appx|bash|bat|bin|chm|cmd|com|command|cpl|deb|desktop|diagcab|dll|dmg|docm|dotm|exe|gadget|hta|htm|html|img|inetloc|inf|iso|jar|jnlp|js|jse|library-ms|lnk|mht|mhtml|mobileconfig|msc|msi|msix|msixbundle|msp|msu|pif|pkg|potm|ppam|ppsm|pptm|ps1|psm1|py|pyw|pyz|rdp|reg|rpm|run|scf|scr|search-ms|settingcontent-ms|sh|sldm|svg|terminal|tool|url|vb|vbe|vbs|vhd|vhdx|webloc|workflow|ws|wsf|wsh|xhtml|xlam|xll|xlsb|xlsm|xltm|xpi|zsh)$/i;

/** By its name, which is what systems go by, whatever is in it. */
export function isRunnable(name: string): boolean {
  return RUNNABLE.test(name);
}
