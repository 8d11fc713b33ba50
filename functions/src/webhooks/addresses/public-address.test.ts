import { describe, expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

describe('an address', () => {
  test.each([
    '8.8.8.8',
    '93.184.215.14',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '100.63.255.255',
    '100.128.0.1',
    '169.253.1.1',
    '2001:4860:4860::8888',
    '2606:4700::1111',
  ])('on the public internet may be sent to: %s', (address) => expect(isPublicAddress(address)).toBe(true));

  test.each([
    ['this host', ['0.0.0.0', '0.1.2.3', '::']],
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd00:ec2::254']],
    ['link-local, and metadata of clouds', ['169.254.169.254', '169.254.170.2', 'fe80::1', 'fe80::1%eth0']],
    ['metadata elsewhere', ['100.100.100.200', '192.0.0.192', '168.63.129.16']],
    ['shared by a provider', ['100.64.0.1', '100.127.255.255']],
    ['multicast, reserved, broadcast', ['224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255', 'ff02::1']],
    [
      'for documents and measurements',
      ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1'],
    ],
    ['IPv4-mapped', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '0:0:0:0:0:ffff:a9fe:a9fe']],
    ['IPv4-compatible and -translated', ['::127.0.0.1', '::a9fe:a9fe', '::ffff:0:127.0.0.1']],
    ['NAT64', ['64:ff9b::7f00:1', '64:ff9b::169.254.169.254', '64:ff9b:1::7f00:1', '64:ff9b::8.8.8.8']],
    ['6to4 and Teredo', ['2002:7f00:1::', '2002:a9fe:a9fe::1', '2001:0:1::1']],
    ['site-local, discarded, unassigned', ['fec0::1', '100::1', '4000::1', '1::1']],
    ['no address', ['', 'localhost', 'example.com', '8.8.8.8.', '1.2.3', '2606:4700::1111%eth0', ' 8.8.8.8']],
  ])('that is %s may not', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});
