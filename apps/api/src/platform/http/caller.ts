import ipaddr from 'ipaddr.js';

/**
 * The caller for rate limits: an IPv4 address, or the /64 network of an IPv6 address, because one client controls the whole
 * network.
 */
export function callerOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  const network = address.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(network).toString()}/64`;
}
