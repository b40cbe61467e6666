import type { Tenancy } from '@perennial/db';
import type { EventData } from '@perennial/domain/events';
import type { EventLog } from '../platform/event-log.js';

/** Portal accounts of contacts. All in the open scope. */
export class MemberAccounts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /**
   * Creates a portal account for a contact and records the event, once.
   * @param at business time
   * @param membershipId the purchase that created it @returns whether it is new
   */
  async open(
    contactId: string,
    source: EventData<'contact.signed_up'>['source'],
    at: Date,
    membershipId: string | null = null,
  ): Promise<boolean> {
    const made = await this.tenancy.row(
      'insert into member_account (contact_id, membership_id) values ($1, $2) on conflict do nothing returning contact_id',
      [contactId, membershipId],
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
