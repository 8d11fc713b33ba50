/**
 * How the router of a home lets in and out, as rules of iptables. Names as in RFC 4787 and RFC 3489: what is restricted is
 * whose packets come in; a symmetric one also gives each destination another port, so that nobody can be told which.
 */
export type NatKind = 'open' | 'cone' | 'address-restricted' | 'port-restricted' | 'symmetric';

/** What leaves the home: everything, no UDP, or what looks like a visit to a site. */
export type FirewallKind = 'none' | 'no-udp' | 'only-443';

/** @param home the address of the device within, which is all that the router has within */
export function natRules(kind: NatKind, home: string): string[] {
  const into = `-t nat -A PREROUTING -i wan -p udp`;
  switch (kind) {
    case 'open':
      return [];
    case 'cone':
      return ['-t nat -A POSTROUTING -o wan -j MASQUERADE', `${into} -j DNAT --to-destination ${home}`];
    case 'address-restricted':
      return [
        '-t nat -A POSTROUTING -o wan -j MASQUERADE',
        '-A FORWARD -o wan -p udp -m recent --name spoken-to --set --rdest',
        `${into} -m recent --name spoken-to --rcheck --rsource -j DNAT --to-destination ${home}`,
      ];
    case 'port-restricted':
      return ['-t nat -A POSTROUTING -o wan -j MASQUERADE'];
    case 'symmetric':
      return ['-t nat -A POSTROUTING -o wan -j MASQUERADE --random-fully'];
  }
}

export function firewallRules(kind: FirewallKind, chain: string): string[] {
  switch (kind) {
    case 'none':
      return [];
    case 'no-udp':
      return [`-A ${chain} -p udp -j DROP`];
    case 'only-443':
      return [
        `-A ${chain} -p tcp --dport 443 -j RETURN`,
        `-A ${chain} -p tcp --sport 443 -j RETURN`,
        `-A ${chain} -j DROP`,
      ];
  }
}
