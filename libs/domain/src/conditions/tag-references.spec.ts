import { describe, expect, it } from '@jest/globals';
import { mapTags } from './tag-references.js';

const upper = (tag: string) => tag.toUpperCase();

describe('the tags of conditions', () => {
  it('are replaced in every comparison of a tag, in groups and lists too, and nowhere else', () => {
    const condition = {
      match: 'any',
      tests: [
        { field: 'contact.tags', operator: 'includes', value: 'vip' },
        { match: 'all', tests: [{ field: 'contact.tags', operator: 'includesAnyOf', value: ['a', 'b'] }] },
        { field: 'event.tagId', operator: 'is', value: 'c' },
        { field: 'contact.name', operator: 'is', value: 'vip' },
        { field: 'contact.tags', operator: 'isEmpty', value: null },
      ],
    };
    expect(mapTags(condition, upper)).toEqual({
      match: 'any',
      tests: [
        { field: 'contact.tags', operator: 'includes', value: 'VIP' },
        { match: 'all', tests: [{ field: 'contact.tags', operator: 'includesAnyOf', value: ['A', 'B'] }] },
        { field: 'event.tagId', operator: 'is', value: 'C' },
        { field: 'contact.name', operator: 'is', value: 'vip' },
        { field: 'contact.tags', operator: 'isEmpty', value: null },
      ],
    });
  });
});
