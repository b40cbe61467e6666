import { type SchoolScoped, wakeSignal, workflow } from '../definition.js';
import { taskQueues } from '../task-queues.js';

/** Input of `contactImport`: the people of one imported file. */
export interface ContactImportInput extends SchoolScoped {
  readonly importId: string;
}

/** Workflows of the area people. */
export const peopleWorkflows = {
  contactImport: workflow<ContactImportInput, typeof wakeSignal>({
    name: 'contactImport',
    queue: taskQueues.lifecycle,
    idPrefix: 'contact-import-',
    key: ({ importId }) => importId,
    attributes: () => ({}),
    summary: 'Import of contacts from a file',
    signals: [wakeSignal],
    onConflict: 'unlessCompleted',
  }),
} as const;
