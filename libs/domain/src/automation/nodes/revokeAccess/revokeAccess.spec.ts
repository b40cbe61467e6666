import { describe, expect, it } from '@jest/globals';
import { someId, unloaded } from '../spec-support.js';
import { revokeAccess } from './index.js';

describe('revoke access', () => {
  it('takes a product back inside the house', () => {
    expect(revokeAccess.plan({ productId: someId }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'revokeAccess', scope: 'own', productId: someId },
    });
  });
});
