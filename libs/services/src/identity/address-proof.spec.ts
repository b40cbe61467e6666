import { describe, expect, it } from '@jest/globals';
import { AddressProof } from './address-proof.js';

const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ana = { contactId: '01920000-0000-7000-8000-000000000001', email: 'ana@example.org' };
const sent = new Date('2027-01-01T09:00:00Z');
const day = 86_400_000;

describe('proof of an address', () => {
  const proofs = new AddressProof(secret(1));
  const proof = proofs.of(ana, sent);

  it('is valid for the contact and the address to which it was emailed, and is safe in a URL', () => {
    expect(proofs.holds(ana, proof, sent)).toBe(true);
    expect(encodeURIComponent(proof)).toBe(proof);
  });

  it('is not valid for another person, another address or another secret', () => {
    expect(proofs.holds({ ...ana, contactId: '01920000-0000-7000-8000-000000000002' }, proof, sent)).toBe(false);
    expect(proofs.holds({ ...ana, email: 'new@example.org' }, proof, sent)).toBe(false);
    expect(new AddressProof(secret(2)).holds(ana, proof, sent)).toBe(false);
  });

  it('holds for 30 days', () => {
    expect(proofs.holds(ana, proof, new Date(sent.getTime() + 30 * day - 1000))).toBe(true);
    expect(proofs.holds(ana, proof, new Date(sent.getTime() + 30 * day))).toBe(false);
  });

  it('does not become younger by another date in front', () => {
    const [, digest] = proof.split('.');
    const later = Math.floor((sent.getTime() + 20 * day) / 1000).toString(36);
    expect(proofs.holds(ana, `${later}.${digest}`, new Date(sent.getTime() + 40 * day))).toBe(false);
  });

  it.each(['', '.', 'x', 'zzzzzzzzzzzz.x', '../..', `-1.${'A'.repeat(43)}`])('does not hold when it is %j', (given) => {
    expect(proofs.holds(ana, given, sent)).toBe(false);
  });
});
