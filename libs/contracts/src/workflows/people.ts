import { type SchoolScoped, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `contactImport`: the people of one imported file. */
export interface ContactImportInput extends SchoolScoped {
  readonly importId: string;
}

/** Workflows of the area people. */
export const peopleWorkflows = {
  contactImport: workflow<ContactImportInput>({
    name: 'contactImport',
    queue: taskQueues.lifecycle,
    idPrefix: 'contact-import-',
    key: ({ importId }) => importId,
    attributes: () => ({}),
    summary: 'Import of contacts from a file',
    signals: [],
    onConflict: 'unlessCompleted',
  }),
} as const;
