import ipaddr from 'ipaddr.js';

/** What is assigned to the public internet. Everything outside, such as ::7f00:1 for 127.0.0.1, is special or not assigned. */
const assignedV6 = ipaddr.parseCIDR('2000::/3');
/** Special blocks inside of it: IETF protocols with Teredo and documentation, 6to4, and the newer documentation block. */
const specialV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map((block) => ipaddr.parseCIDR(block));

/** Whether an address belongs to the public internet, and not to a network of our own, a tunnel or a special purpose. */
export function isPublic(address: string): boolean {
  // A zone names an interface of this machine.
  if (address.includes('%') || !ipaddr.isValid(address)) return false;
  // An IPv4 address inside an IPv6 one is judged as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return true;
  return parsed.match(assignedV6) && !specialV6.some((block) => parsed.match(block));
}
