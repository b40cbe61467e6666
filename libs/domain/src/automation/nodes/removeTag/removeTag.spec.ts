import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../spec-support.js';
import { removeTag } from './index.js';

describe('remove tag', () => {
  it('takes the tag off inside the house', () => {
    expect(removeTag.plan({ tag: 'vip' }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'removeTag', scope: 'own', tag: 'vip' },
    });
  });
});
