import type { ContactImportInput } from '@perennial/contracts';
import type { House } from '../context.js';
import { type ImportProgress, importContacts } from './import-contacts.js';

/** Activities of the contact import workflow. */
export interface ContactImportActivities {
  importContacts(input: ContactImportInput): Promise<ImportProgress>;
}

/** Wires {@link ContactImportActivities}. */
export const createContactImportActivities = (house: House): ContactImportActivities => ({
  importContacts: (input) => importContacts(house, input),
});
