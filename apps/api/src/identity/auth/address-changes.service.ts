import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import type { EventData } from '@perennial/domain/events';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Browser } from '../../platform/http/browser.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { hashToken } from '../../platform/http/tokens.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import type { AddressChange, LinkToken, MemberMe } from './auth.schemas.js';
import { Credentials } from './credentials.js';
import type { SignedInMember } from './member.guard.js';
import { MemberAccountsService } from './member-accounts.service.js';
import { MemberPasswords } from './member-passwords.service.js';
import { MemberViews } from './member-views.js';
import { SignIns } from './sign-ins.js';
import { StripeProfiles } from './stripe-profiles.js';

type Author = Pick<EventData<'contact.email_changed'>, 'by' | 'staffId' | 'staffName'>;

/**
 * Changes of a person's address. The address gives access to the account, so a change ends all sessions and links of the old
 * one.
 */
@Injectable()
export class AddressChanges {
  readonly #log = new Logger(AddressChanges.name);

  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly accounts: MemberAccountsService,
    private readonly credentials: Credentials,
    private readonly passwords: MemberPasswords,
    private readonly limiter: RateLimiter,
    private readonly signIns: SignIns,
    private readonly views: MemberViews,
    private readonly stripe: StripeProfiles,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  /**
   * Emails a link to a member's new address. Nothing changes before it is opened. An address in use gets no email, and the
   * response is the same, so that it does not reveal other members.
   */
  async request(member: SignedInMember, { email, current }: AddressChange): Promise<void> {
    await this.limiter.spend(`address:${member.contactId}`, { attempts: 5, seconds: 900 });
    const stored = await this.tenancy.withSchool(
      member.schoolId,
      async () => (await this.accounts.accountOf(member.contactId))?.passwordHash,
    );
    if (stored) await this.passwords.assertCurrent(member.contactId, stored, current);
    await this.tenancy.withSchool(member.schoolId, async () => {
      const contact = await this.contacts.findOneByOrFail({ id: member.contactId });
      if (email === contact.email)
        throw new Refusal('invalid_input', 'This is your current address. Enter a different one.', { field: 'email' });
      if (await this.contacts.existsBy({ email })) return;
      await this.events.record({
        type: 'contact.email_change_requested',
        contactId: contact.id,
        occurredAt: await this.clocks.nowFor(contact.id),
        data: { to: email },
      });
    });
  }

  /**
   * Sets the address to which the link was emailed. Only in a session of the member who requested it, because a mistyped
   * address belongs to someone else, who must not get the account.
   */
  async confirm(member: SignedInMember, { token }: LinkToken, browser: Browser): Promise<MemberMe> {
    await this.limiter.spend(`token:${member.schoolId}:${browser.ip}`, { attempts: 60, seconds: 900 });
    const me = await this.tenancy.withSchool(member.schoolId, async () => {
      const link = await this.tenancy.row<{ email: string }>(
        `update sign_in_token set used_at = $3
          where token_hash = $1 and contact_id = $2 and purpose = 'change_email' and used_at is null and expires_at > $3
          returning email`,
        [hashToken(token), member.contactId, this.clocks.wall()],
      );
      if (!link)
        throw new Refusal(
          'link_unusable',
          'This link was already used, has expired or belongs to another account. Request a new one under Account.',
        );
      await this.change(member.contactId, link.email, { by: 'member' });
      const { id } = await this.signIns.open('member', member.contactId, browser);
      return this.views.of(id);
    });
    await this.tellStripe(member.schoolId, member.contactId);
    return me;
  }

  /** Changes an address in the open scope. Ends the sessions and links of the old address, which is notified. */
  async change(contactId: string, email: string, author: Author): Promise<void> {
    await this.accounts.lock(contactId);
    const contact = found(await this.contacts.findOneBy({ id: contactId }), 'person');
    if (contact.email === email) return;
    const taken = await this.tenancy.row('select from contact where email = $1 for update', [email]);
    if (taken) throw emailTaken();
    await this.contacts.update({ id: contactId }, { email });
    await this.credentials.revokeMember(contactId);
    await this.events.record({
      type: 'contact.email_changed',
      contactId,
      occurredAt: await this.clocks.nowFor(contactId),
      data: { from: contact.email, to: email, ...author },
    });
  }

  /** The change is committed and its link used up, so a failure of Stripe must not make it look undone. */
  async tellStripe(schoolId: string, contactId: string): Promise<void> {
    try {
      await this.stripe.update(schoolId, contactId);
    } catch (error) {
      this.#log.warn({ err: error, contactId }, 'Stripe did not receive a new address');
    }
  }
}

/** The address belongs to another person of the school. The text names none: refusals are logged. */
export const emailTaken = (): Refusal =>
  new Refusal('email_taken', 'A contact with this address already exists. Search for it in the list.', { field: 'email' });
