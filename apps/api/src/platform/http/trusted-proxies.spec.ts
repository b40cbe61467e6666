import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { TrustedProxies } from './trusted-proxies.js';

afterEach(() => {
  jest.useRealTimers();
});

describe('a trusted proxy', () => {
  it('is an address, a range or a named range', () => {
    const proxies = new TrustedProxies(['loopback', '10.0.0.7', '172.16.0.0/12']);
    for (const address of ['127.0.0.1', '::1', '10.0.0.7', '172.20.1.1']) expect(proxies.trusts(address)).toBe(true);
    for (const address of ['10.0.0.8', '192.168.1.1', '203.0.113.7']) expect(proxies.trusts(address)).toBe(false);
  });

  it('nobody is one where none is named', () => {
    expect(new TrustedProxies([]).trusts('127.0.0.1')).toBe(false);
  });

  it('may be named by its host, and is followed to a new address; its neighbours are not trusted', async () => {
    jest.useFakeTimers();
    let address = '172.18.0.5';
    const proxies = new TrustedProxies(['web'], async () => [address]);
    expect(proxies.trusts('172.18.0.5')).toBe(false);
    await proxies.start();
    expect(proxies.trusts('172.18.0.5')).toBe(true);
    expect(proxies.trusts('::ffff:172.18.0.5')).toBe(true);
    expect(proxies.trusts('172.18.0.1')).toBe(false);
    address = '172.18.0.9';
    await jest.advanceTimersByTimeAsync(10_000);
    expect([proxies.trusts('172.18.0.5'), proxies.trusts('172.18.0.9')]).toEqual([false, true]);
    proxies.stop();
  });

  it('whose name is not known yet is not trusted, and nothing fails', async () => {
    const proxies = new TrustedProxies(['no-such-host.invalid']);
    await proxies.start();
    expect(proxies.trusts('127.0.0.1')).toBe(false);
    proxies.stop();
  });
});
