import type { ContactImportInput } from '@perennial/contracts';
import type { Services } from '../platform/services.js';
import { type ImportProgress, importContacts } from './import-contacts.js';

/** Activities of the contact import workflow. */
export interface ContactImportActivities {
  importContacts(input: ContactImportInput): Promise<ImportProgress>;
}

/** Wires {@link ContactImportActivities}. */
export const createContactImportActivities = (services: Services): ContactImportActivities => ({
  importContacts: (input) => importContacts(services, input),
});
