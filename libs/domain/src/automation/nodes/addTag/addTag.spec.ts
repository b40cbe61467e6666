import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../spec-support.js';
import { addTag } from './index.js';

describe('add tag', () => {
  it('puts the tag on inside the house, without outer spaces', () => {
    expect(addTag.plan({ tag: ' vip ' }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'addTag', scope: 'own', tag: 'vip' },
    });
  });
  it('without a tag is not finished', () => {
    expect(addTag.schema.safeParse({ tag: '  ' }).success).toBe(false);
  });
});
