import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import { addNote } from './index.js';

describe('add note', () => {
  it('writes the note in our own database', () => {
    expect(addNote.plan({ text: ' Did not answer. ' }, unloaded)).toMatchObject({
      kind: 'act',
      effect: { kind: 'addNote', scope: 'own', text: 'Did not answer.' },
    });
  });

  it('without a text is not finished', () => {
    for (const text of ['', '  ', '{{ contact.name']) expect(addNote.schema.safeParse({ text }).success).toBe(false);
  });

  it('shows the note on its card', () => {
    expect(addNote.summary({ text: 'Did not answer.' }, () => undefined)).toBe('Note: Did not answer.');
  });
});
