import ipaddr from 'ipaddr.js';

/**
 * Whom an attempt is counted for: an IPv4 address, or the /64 network of an IPv6 one. Whoever has one address of such a network
 * has all of them.
 */
export function callerOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  const network = address.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(network).toString()}/64`;
}
