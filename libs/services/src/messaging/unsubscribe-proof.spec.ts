import { describe, expect, it } from '@jest/globals';
import { UnsubscribeProof } from './unsubscribe-proof.js';

const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ana = '01920000-0000-7000-8000-000000000001';
const ben = '01920000-0000-7000-8000-000000000002';

describe('proof of an unsubscribe link', () => {
  const proofs = new UnsubscribeProof(secret(1));

  it('is valid for its contact, and is safe in a URL', () => {
    expect(proofs.holds(ana, proofs.of(ana))).toBe(true);
    expect(encodeURIComponent(proofs.of(ana))).toBe(proofs.of(ana));
  });

  it('is not valid for another person or another secret', () => {
    expect(proofs.holds(ben, proofs.of(ana))).toBe(false);
    expect(new UnsubscribeProof(secret(2)).holds(ana, proofs.of(ana))).toBe(false);
  });

  it.each(['', 'x', '=', '../..', 'A'.repeat(43)])('does not hold when it is %j', (proof) => {
    expect(proofs.holds(ana, proof)).toBe(false);
  });
});
