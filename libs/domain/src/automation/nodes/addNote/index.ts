import { defineNode, nextPort } from '../definition.js';
import { withoutValues } from '../shared/text-with-values.js';
import { planAddNote } from './plan.js';
import { AddNoteConfig } from './schema.js';

/** Adds a note to the person's timeline. */
export const addNote = defineNode({
  kind: 'addNote',
  family: 'act',
  label: 'Add note',
  description: 'Adds a note for staff to the person’s timeline.',
  icon: 'note',
  schema: AddNoteConfig,
  defaults: { text: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ text }) => `Note: ${withoutValues(text)}`,
  plan: planAddNote,
});
