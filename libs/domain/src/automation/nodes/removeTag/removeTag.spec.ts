import { describe, expect, it } from '@jest/globals';
import { someId, unloaded } from '../../../../spec-support/nodes.js';
import { removeTag } from './index.js';

describe('remove tag', () => {
  it('removes the tag in our own database', () => {
    expect(removeTag.plan({ tag: someId }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'removeTag', scope: 'own', tag: someId },
    });
  });
});
