import { Injectable } from '@nestjs/common';
import { type EntryRequest, Tenancy } from '@perennial/db';
import type { EntryPeople } from '@perennial/domain/automation';
import { Refusal } from '../../platform/http/refusal.js';
import { contactsByEmails, contactsByIds, schoolSize, segmentSize } from './entry-requests.queries.js';

/** The people of a request: rows of their own, or all in a segment or the school. */
export interface Entrants {
  readonly source: EntryRequest['source'];
  readonly contactIds: readonly string[];
  readonly segmentId: string | null;
  readonly total: number;
  /** Addresses that belong to no contact. */
  readonly unknown: readonly string[];
}

/** Finds the people whom a request names. Creates nobody. In the open scope. */
@Injectable()
export class EntrantFinder {
  constructor(private readonly tenancy: Tenancy) {}

  find(people: EntryPeople): Promise<Entrants> {
    switch (people.who) {
      case 'contacts':
        return this.#chosen(people.contactIds);
      case 'emails':
        return this.#addressed(people.emails);
      case 'segment':
        return this.#members(people.segmentId);
      case 'everyone':
        return this.#everyone();
    }
  }

  async #chosen(ids: readonly string[]): Promise<Entrants> {
    const wanted = [...new Set(ids)];
    const known = await this.tenancy.rowsOf(contactsByIds, wanted);
    const missing = wanted.length - known.length;
    if (missing > 0)
      throw new Refusal(
        'rule_refused',
        missing === 1 ? 'One of these contacts does not exist.' : `${missing} of these contacts do not exist.`,
        { field: 'contactIds' },
      );
    return contacts(wanted, []);
  }

  async #addressed(written: readonly string[]): Promise<Entrants> {
    const emails = [...new Set(written.map((email) => email.toLowerCase()))].filter((email) => email !== '');
    const known = await this.tenancy.rowsOf(contactsByEmails, emails);
    const found = new Set(known.map(({ email }) => email));
    if (found.size === 0)
      throw new Refusal('rule_refused', 'None of these addresses belongs to a contact. Add or import the contacts first.', {
        field: 'emails',
      });
    return contacts(
      known.map(({ id }) => id),
      emails.filter((email) => !found.has(email)),
    );
  }

  async #members(segmentId: string): Promise<Entrants> {
    const segment = await this.tenancy.rowOf(segmentSize, segmentId);
    const refuse = (message: string) => new Refusal('rule_refused', message, { field: 'segmentId' });
    if (!segment) throw refuse('This segment does not exist. Choose another one.');
    if (segment.state === 'filling')
      throw refuse('The conditions of this segment are new, and contacts are still being checked. Try again in a minute.');
    if (segment.people === 0) throw refuse('There is nobody in this segment.');
    return { source: 'segment', contactIds: [], segmentId, total: segment.people, unknown: [] };
  }

  async #everyone(): Promise<Entrants> {
    const people = (await this.tenancy.rowOf(schoolSize))?.people ?? 0;
    if (people === 0) throw new Refusal('rule_refused', 'There are no contacts yet. Add or import them first.');
    return { source: 'everyone', contactIds: [], segmentId: null, total: people, unknown: [] };
  }
}

const contacts = (contactIds: readonly string[], unknown: readonly string[]): Entrants => ({
  source: 'contacts',
  contactIds,
  segmentId: null,
  total: contactIds.length,
  unknown,
});
