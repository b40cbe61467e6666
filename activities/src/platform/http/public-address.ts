import ipaddr from 'ipaddr.js';

/** The range assigned to the public internet. Other addresses, such as ::7f00:1 for 127.0.0.1, are special or unassigned. */
const assignedV6 = ipaddr.parseCIDR('2000::/3');
/** Special blocks inside that range: IETF protocols with Teredo and documentation, 6to4, and the newer documentation block. */
const specialV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map((block) => ipaddr.parseCIDR(block));

/** Whether an address belongs to the public internet, and not to a network of our own, a tunnel or a special purpose. */
export function isPublic(address: string): boolean {
  // A zone names an interface of this machine.
  if (address.includes('%') || !ipaddr.isValid(address)) return false;
  // An IPv4-mapped IPv6 address is treated as the IPv4 address.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return true;
  return parsed.match(assignedV6) && !specialV6.some((block) => parsed.match(block));
}
