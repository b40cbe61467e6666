import type { MailBlock } from '@perennial/domain/messaging';

export type BlockType = MailBlock['type'];

/** Kinds of blocks, named for the menu. */
export const blockNames: Readonly<Record<BlockType, string>> = {
  heading: 'Heading',
  text: 'Text',
  button: 'Button',
  facts: 'Details',
  image: 'Image',
  divider: 'Divider',
  spacer: 'Spacer',
};

/** A new block that passes the checks where it can. */
export function newBlock(type: BlockType): MailBlock {
  switch (type) {
    case 'heading':
      return { type, text: 'Heading' };
    case 'text':
      return { type, html: '<p>Text</p>' };
    case 'button':
      return { type, label: 'Open', url: '{{ links.portal }}' };
    case 'facts':
      return { type, rows: [{ label: 'Label', value: 'Value' }] };
    case 'image':
      return { type, url: 'https://', alt: '' };
    case 'divider':
      return { type };
    case 'spacer':
      return { type, size: 'medium' };
  }
}

/** A block with its key in the editor. The key is not saved. */
export interface KeyedBlock {
  readonly key: string;
  readonly block: MailBlock;
}

export const keyed = (blocks: readonly MailBlock[]): KeyedBlock[] => blocks.map((block) => ({ key: crypto.randomUUID(), block }));

/** A list with one entry moved up (-1) or down (1); at the ends it stays. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [entry] = next.splice(index, 1);
  const target = Math.min(Math.max(index + by, 0), list.length - 1);
  if (entry !== undefined) next.splice(target, 0, entry);
  return next;
}
