import type { ContactImportInput } from '@perennial/contracts';
import { ContactImport } from '@perennial/db';
import type { Services } from '../platform/services.js';
import { type ImportProgress, importContacts } from './import-contacts.js';

/** Activities of the contact import workflow. */
export interface ContactImportActivities {
  importContacts(input: ContactImportInput): Promise<ImportProgress>;
  /** Stops an import whose workflow was cancelled in Temporal. */
  cancelImport(input: ContactImportInput): Promise<void>;
}

/** Wires {@link ContactImportActivities}. */
export const createContactImportActivities = (services: Services): ContactImportActivities => ({
  importContacts: (input) => importContacts(services, input),
  cancelImport: ({ schoolId, importId }) =>
    services.tenancy.withSchool(schoolId, async () => {
      const over = { state: 'cancelled', finishedAt: services.clocks.wall() } as const;
      await services.tenancy.repo(ContactImport).update({ id: importId, state: 'running' }, over);
    }),
});
