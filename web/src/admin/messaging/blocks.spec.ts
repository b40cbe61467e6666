import { describe, expect, it } from '@jest/globals';
import { MailBlock } from '@perennial/domain/messaging';
import { type BlockType, blockNames, moved, newBlock } from './blocks';

describe('blocks of a mail', () => {
  const kinds = (Object.keys(blockNames) as BlockType[]).filter((type) => type !== 'image');
  it.each(kinds)('a new %s can be saved as it is', (type) => {
    expect(MailBlock.safeParse(newBlock(type) satisfies MailBlock).success).toBe(true);
  });

  it('moves within the list and not out of it', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });
});
