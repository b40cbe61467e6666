import { describe, expect, it } from '@jest/globals';
import { someId, unloaded } from '../../../../spec-support/nodes.js';
import { addTag } from './index.js';

describe('add tag', () => {
  it('adds the tag in our own database', () => {
    expect(addTag.plan({ tag: someId }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'addTag', scope: 'own', tag: someId },
    });
  });

  it('names the tag as it is called now', () => {
    expect(addTag.summary({ tag: someId }, (kind) => (kind === 'tag' ? 'Early bird' : undefined))).toBe(
      'Add the tag “Early bird”',
    );
    expect(addTag.summary({ tag: someId }, () => undefined)).toBe('Add a tag');
  });

  it('without a tag of the school is not finished', () => {
    for (const tag of ['', '  ', 'vip']) expect(addTag.schema.safeParse({ tag }).success).toBe(false);
  });
});
