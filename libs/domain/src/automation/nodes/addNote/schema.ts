import { z } from 'zod';
import { setting } from '../form.js';
import { textWithValues } from '../shared/text-with-values.js';

/** The text of the note. */
export const AddNoteConfig = z.object({
  text: setting(textWithValues(1000, 'Write a note.'), {
    title: 'Note',
    help: 'Staff see it in the person’s timeline. The person never sees it.',
    control: 'textarea',
  }),
});
export type AddNoteConfig = z.output<typeof AddNoteConfig>;
