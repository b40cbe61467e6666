import { describe, expect, it } from '@jest/globals';
import { someId, unloaded } from '../../../../spec-support/nodes.js';
import { revokeAccess } from './index.js';

describe('revoke access', () => {
  it('revokes the grant as an own effect', () => {
    expect(revokeAccess.plan({ productId: someId }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'revokeAccess', scope: 'own', productId: someId },
    });
  });
});
