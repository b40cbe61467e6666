import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import type { EventData } from '@perennial/domain/events';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Browser } from '../../platform/http/browser.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { Accounts } from './accounts.js';
import type { AddressChange, LinkToken, MemberMe } from './auth.schemas.js';
import { Credentials } from './credentials.js';
import type { SignedInMember } from './member.guard.js';
import { MemberPasswords } from './member-passwords.service.js';
import { MemberViews } from './member-views.js';
import { SignIns } from './sign-ins.js';
import { StripeProfiles } from './stripe-profiles.js';
import { hashToken } from './tokens.js';

type Author = Pick<EventData<'contact.email_changed'>, 'by' | 'staffId' | 'staffName'>;

/** Changes of a person's address. Whoever holds the address holds the account, so each ends what the earlier one opened. */
@Injectable()
export class AddressChanges {
  readonly #log = new Logger(AddressChanges.name);

  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly passwords: MemberPasswords,
    private readonly limit: RateLimit,
    private readonly signIns: SignIns,
    private readonly views: MemberViews,
    private readonly stripe: StripeProfiles,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  /**
   * Mails a link to the address that a member wants to have. Nothing changes before it is opened. An address that somebody
   * has already gets no mail, and the answer is the same: it would tell who else is a member.
   */
  async request(member: SignedInMember, { email, current }: z.output<typeof AddressChange>): Promise<void> {
    await this.limit.spend(`address:${member.contactId}`, { attempts: 5, seconds: 900 });
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
   * Takes over the address that the link was mailed to. Only in a session of the member who asked: an address that was
   * mistyped belongs to somebody else, who must not get the account with it.
   */
  async confirm(member: SignedInMember, { token }: z.output<typeof LinkToken>, browser: Browser): Promise<MemberMe> {
    await this.limit.spend(`token:${member.schoolId}:${browser.ip}`, { attempts: 60, seconds: 900 });
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

  /** Changes an address in the open scope. Sessions and links of the earlier one end; the relay has that one told. */
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

  /** The change is done and its link is used up: a Stripe that does not answer must not make it look undone. */
  async tellStripe(schoolId: string, contactId: string): Promise<void> {
    try {
      await this.stripe.update(schoolId, contactId);
    } catch (error) {
      this.#log.warn({ err: error, contactId }, 'Stripe was not told of a new address');
    }
  }
}

/** The address belongs to another person of the school. The text names none: refusals are logged. */
export const emailTaken = (): Refusal =>
  new Refusal('email_taken', 'A contact with this address already exists. Search for it in the list.', { field: 'email' });
