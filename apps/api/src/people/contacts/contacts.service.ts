import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, Contact, Tenancy } from '@perennial/db';
import { ContactChange, ContactInput } from '@perennial/domain/people';
import { Clocks, ContactChanges, ContactTags, SegmentMembers, segmentsFor } from '@perennial/services';
import { Repository } from 'typeorm';
import { MembershipViews } from '../../billing/memberships/membership-views.js';
import type { MembershipView } from '../../billing/memberships/memberships.schemas.js';
import { AddressChanges, emailTaken } from '../../identity/auth/address-changes.service.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { StripeProfiles } from '../../identity/auth/stripe-profiles.js';
import { listPage, matching } from '../../platform/http/lists.js';
import { found, notFound, Refusal } from '../../platform/http/refusal.js';
import type { Page } from '../../platform/http/schemas.js';
import { meeting } from './contact-condition.js';
import { ContactViews } from './contact-views.js';
import type { ContactQuery, ContactView } from './contacts.schemas.js';

/** Contacts of the school. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly views: ContactViews,
    private readonly memberships: MembershipViews,
    private readonly stripe: StripeProfiles,
    private readonly addresses: AddressChanges,
    private readonly clocks: Clocks,
    private readonly changes: ContactChanges,
    private readonly tags: ContactTags,
    private readonly segments: SegmentMembers,
    @InjectRepository(Clock) private readonly clockRows: Repository<Clock>,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  list(schoolId: string, asked: ContactQuery & { email?: string | undefined }): Promise<Page<ContactView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      const query = this.contacts.createQueryBuilder('contact');
      matching(query, 'contact', asked.q);
      if (asked.email) query.andWhere('contact.email = :email', { email: asked.email });
      if (asked.condition) {
        const condition = await this.tags.withIds(asked.condition);
        meeting(query, condition, { segments: await segmentsFor(this.tenancy, condition), now: this.clocks.wall() });
      }
      const sorts = { createdAt: 'contact.createdAt', email: 'contact.email', name: 'contact.name' };
      return listPage(query, asked, sorts, '-createdAt', (rows) => this.views.of(rows));
    });
  }

  create(schoolId: string, { email, name, timeZone, clockId }: ContactInput): Promise<ContactView> {
    return this.tenancy.withSchool(schoolId, async () => {
      if (clockId) await this.#assertClock(clockId);
      const made = await this.tenancy.row<{ id: string }>(
        `insert into contact (email, name, time_zone, clock_id) values ($1, $2, $3, $4)
         on conflict (school_id, email) do nothing returning id`,
        [email, name, timeZone ?? null, clockId ?? null],
      );
      if (!made) throw emailTaken();
      await this.segments.check([made.id]);
      return this.#view(made.id);
    });
  }

  get(schoolId: string, id: string): Promise<ContactView> {
    return this.tenancy.withSchool(schoolId, () => this.#view(id));
  }

  /** Changes a person. The owner of the address can sign in as this person, so only owners and admins can change it. */
  async update(staff: SignedInStaff, id: string, { email, ...change }: ContactChange): Promise<ContactView> {
    const { schoolId } = staff;
    const view = await this.tenancy.withSchool(schoolId, async () => {
      const contact = found(await this.contacts.findOneBy({ id }), 'person');
      const changesAddress = email !== undefined && email !== contact.email;
      if (changesAddress && staff.role !== 'owner' && staff.role !== 'admin')
        throw new Refusal('forbidden', 'Only an owner or an admin can change an address. Ask one of them.', { field: 'email' });
      await this.change(id, change);
      if (changesAddress) await this.addresses.change(id, email, { by: 'staff', staffId: staff.id, staffName: staff.name });
      return this.#view(id);
    });
    if (email || change.name) await this.tellStripe(schoolId, id);
    return view;
  }

  /** Changes a person in the open scope, except the address. The caller must send a new name to Stripe afterwards. */
  async change(id: string, change: Omit<ContactChange, 'email'>): Promise<void> {
    const contact = found(await this.contacts.findOneBy({ id }), 'person');
    await this.#assertMayChange(contact, change);
    if (Object.keys(change).length === 0) return;
    await this.changes.watch(id, () => this.contacts.update({ id }, change));
    await this.segments.check([id]);
  }

  /** Stripe sends receipts to its stored address and name. Opens its own scope. */
  tellStripe(schoolId: string, id: string): Promise<void> {
    return this.stripe.update(schoolId, id);
  }

  membershipsOf(schoolId: string, id: string): Promise<MembershipView[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id }), 'person');
      return this.memberships.ofContact(id);
    });
  }

  async #assertMayChange(contact: Contact, { clockId }: Pick<ContactChange, 'clockId'>): Promise<void> {
    if (clockId === undefined || clockId === contact.clockId) return;
    if (contact.stripeCustomerId)
      throw new Refusal(
        'not_possible_now',
        'A person who has visited a payment page cannot change clocks, because Stripe ties them to theirs. Add another person for the other clock.',
        {
          field: 'clockId',
        },
      );
    // Waiting workflows use the clock on which their wait began, and would never continue, or at a wrong time.
    if (await this.tenancy.row('select 1 from wait where contact_id = $1 limit 1', [contact.id]))
      throw new Refusal(
        'not_possible_now',
        'This person cannot change clocks while a journey, a lesson release or temporary access is waiting. Add another person for the other clock.',
        { field: 'clockId' },
      );
    if (clockId) await this.#assertClock(clockId);
  }

  async #assertClock(clockId: string): Promise<void> {
    if (!(await this.clockRows.existsBy({ id: clockId })))
      throw new Refusal('invalid_input', 'This test clock does not exist. Choose one from the list.', { field: 'clockId' });
  }

  async #view(id: string): Promise<ContactView> {
    const contact = found(await this.contacts.findOneBy({ id }), 'person');
    const [view] = await this.views.of([contact]);
    if (!view) throw notFound('person');
    return view;
  }
}
