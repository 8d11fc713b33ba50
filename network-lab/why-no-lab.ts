/** Whether networks can be made on this machine. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { missingPrograms } from './missing-programs.ts';

/** By the Debian package that has them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  iptables: 'iptables',
  turnserver: 'coturn',
  openssl: 'openssl',
  python3: 'python3',
};

/** Whether this kernel lets us, as it does not in a container without CAP_NET_ADMIN. */
const TRY = `
ip netns add "$1"
trap 'ip netns del "$1"' EXIT
ip netns exec "$1" sh -euc '
  iptables -t nat -A POSTROUTING -o lo -j MASQUERADE --random-fully
  iptables -t nat -A PREROUTING -p udp -m recent --name tried --rcheck --rsource -j DNAT --to-destination 192.0.2.1
  iptables -A FORWARD -m statistic --mode random --probability 0.5 -j DROP
  echo 1 > /proc/sys/net/ipv4/ip_forward
  ip link add tried type veth peer name other'`;

/** @returns what is missing, in one line; undefined: nothing */
export function whyNoLab(path?: string): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root, for network namespaces';
  const missing = missingPrograms(PROGRAMS, path);
  if (missing !== undefined) return missing;
  if (!existsSync('/dev/net/tun')) return 'needs /dev/net/tun';
  try {
    execFileSync('sh', ['-euc', TRY, 'sh', `parley-${process.pid}-0-try`], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'needs CAP_NET_ADMIN and CAP_SYS_ADMIN, and a kernel with veth and iptables (nat, recent, statistic)';
  }
}
