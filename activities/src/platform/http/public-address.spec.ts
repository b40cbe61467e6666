import { describe, expect, it } from '@jest/globals';
import { isPublic } from './public-address.js';

describe('an address that may be called', () => {
  it.each([
    '8.8.8.8',
    '93.184.216.34',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
    '::ffff:8.8.8.8',
    '2001:4860:4860::8888',
  ])('%s is public', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['this network', '0.0.0.0', '0.1.2.3', '::'],
    ['private networks', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
    ['link-local, with the metadata services of clouds', '169.254.169.254', 'fe80::1', 'fd00:ec2::254'],
    ['carrier-grade NAT', '100.64.0.1', '100.100.100.200'],
    ['protocol assignments', '192.0.0.1', '192.0.0.170', '192.88.99.1', '2001::1', '2001:1::1', '2001:20::1'],
    ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
    ['benchmarking', '198.18.0.1', '198.19.255.255', '2001:2::1'],
    ['multicast', '224.0.0.1', '239.255.255.250', 'ff02::1'],
    ['reserved', '240.0.0.1', '255.255.255.255'],
    ['IPv4 inside IPv6', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
    ['IPv4-compatible', '::7f00:1', '::127.0.0.1', '::808:808'],
    ['translated', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::7f00:1', '::ffff:0:7f00:1'],
    ['6to4 and Teredo', '2002:7f00:1::', '2002:a9fe:a9fe::1', '2001:0:7f00:1::'],
    ['not assigned', '100::1', '200::1', '400::1', '4000::1', '5f00::1', '8000::1', 'e000::1', 'fec0::1'],
    ['with a zone', 'fe80::1%eth0', '2606:4700::1%lo'],
    ['not an address', '', 'localhost', '127.0.0.1\0', '8.8.8.8 '],
  ])('%s is not public', (_, ...addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });
});
