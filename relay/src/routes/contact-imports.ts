import { start } from '@perennial/contracts';
import { type EventRouter, idIn, nothing } from '../router.js';

/** An uploaded file of contacts is imported by a workflow. */
export const contactImports: EventRouter = {
  name: 'contact-imports',
  events: ['contacts.import_requested'],
  async route(_em, { event, schoolId }) {
    const importId = idIn(event.data, 'importId');
    return importId ? { calls: [start('contactImport', { schoolId, importId })] } : nothing;
  },
  restarts: { contactImport: async (_em, { schoolId }, importId) => [start('contactImport', { schoolId, importId })] },
};
