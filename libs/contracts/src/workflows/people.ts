import { type SchoolScoped, wakeSignal, withId, workflow } from '../definition.js';
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
    startedBy: {
      input: (school, { data }) => withId(school, data, 'importId'),
      restart: ({ schoolId }, importId) => ({ schoolId, importId }),
    },
  }),
} as const;
