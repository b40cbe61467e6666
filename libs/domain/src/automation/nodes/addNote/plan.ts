import type { NodeOutcome } from '../definition.js';
import type { AddNoteConfig } from './schema.js';

/** Adds a note to the person's timeline. */
export const planAddNote = ({ text }: AddNoteConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'addNote', scope: 'own', text },
  reason: 'Adds a note.',
});
