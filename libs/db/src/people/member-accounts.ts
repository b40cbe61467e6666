import type { EventData } from '@perennial/domain';
import type { EventLog } from '../events/event-log.js';
import type { Tenancy } from '../tenancy/tenancy.js';

/** Portal accounts of contacts. All in the open scope. */
export class MemberAccounts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /**
   * Gives a contact a portal account and tells so, once.
   * @param at business time
   * @returns whether it is new
   */
  async open(contactId: string, source: EventData<'contact.signed_up'>['source'], at: Date): Promise<boolean> {
    const made = await this.tenancy.row(
      'insert into member_account (contact_id) values ($1) on conflict do nothing returning contact_id',
      [contactId],
    );
    if (!made) return false;
    await this.events.record({
      type: 'contact.signed_up',
      contactId,
      occurredAt: at,
      key: `contact:${contactId}:signed_up`,
      data: { source },
    });
    return true;
  }
}
