import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Membership, Plan, School, StripeConnection, Tenancy } from '@perennial/db';
import { consentWording } from '@perennial/domain/identity';
import { Clocks, ContactDirectory, MarketingConsents, trialDaysOf } from '@perennial/services';
import { Repository } from 'typeorm';
import type { SignedInMember } from '../../identity/auth/member.guard.js';
import type { Browser } from '../../platform/http/browser.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { CheckoutCookie } from './checkout-cookie.js';
import { CheckoutSessions } from './checkout-sessions.js';
import type { CheckoutInput } from './portal.schemas.js';
import type { Purchase } from './purchase.js';

/**
 * Starts a checkout. Without a session, the response is the same for every address, so that typing an address neither reveals
 * nor changes data of its owner.
 */
@Injectable()
export class PurchaseService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly directory: ContactDirectory,
    private readonly limiter: RateLimiter,
    private readonly cookie: CheckoutCookie,
    private readonly sessions: CheckoutSessions,
    private readonly consents: MarketingConsents,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
    @InjectRepository(Plan) private readonly plans: Repository<Plan>,
    @InjectRepository(School) private readonly schools: Repository<School>,
    @InjectRepository(StripeConnection) private readonly stripeConnections: Repository<StripeConnection>,
  ) {}

  async start(
    schoolId: string,
    slug: string,
    buyer: CheckoutInput,
    member: SignedInMember | null,
    browser: Browser,
  ): Promise<{ url: string }> {
    await this.limiter.spend(`checkout:${schoolId}:${browser.ip}`, { attempts: 60, seconds: 900 });
    const mark = this.cookie.mark(browser);
    const { plan, contact, held } = await this.tenancy.withSchool(schoolId, () => this.#read(slug, buyer, member));
    // Another tab of this browser has just bought the plan. Show that purchase instead of starting another.
    if (held?.stripeCheckoutSessionId) {
      const paid = await this.sessions.pageOfBuyer(schoolId, held.stripeCheckoutSessionId, browser.surface.origin, mark);
      if (paid) return { url: paid };
    }
    const purchase = await this.tenancy.withSchool(schoolId, () => this.#prepare(plan, contact, buyer, member));
    return { url: await this.sessions.openFor(purchase, browser.surface.origin, mark) };
  }

  /** The plan and the person, and the membership of it that the person already has. */
  async #read(
    slug: string,
    buyer: CheckoutInput,
    member: SignedInMember | null,
  ): Promise<{ plan: Plan; contact: Contact; held: Membership | null }> {
    const plan = found(await this.plans.findOneBy({ slug, status: 'published' }), 'membership');
    await this.#assertSelling();
    const contact = await this.#contactOf(buyer, member);
    const held = await this.memberships
      .createQueryBuilder('membership')
      .where('membership.contactId = :contactId and membership.planId = :planId', { contactId: contact.id, planId: plan.id })
      .andWhere(`membership.state not in ('pending', 'ended', 'abandoned')`)
      .getOne();
    if (held && member)
      throw new Refusal(
        'already_member',
        'You already have this membership. Under My memberships you can change the card or undo a cancellation.',
      );
    return { plan, contact, held };
  }

  /** The membership row that the payment will fill. */
  async #prepare(plan: Plan, contact: Contact, buyer: CheckoutInput, member: SignedInMember | null): Promise<Purchase> {
    const membershipId = await this.#openCheckout(contact.id, plan, buyer, member);
    await this.#askedForNews(contact.id, buyer.agreesToNews === true, member);
    const { clockId } = await this.clocks.of(contact.id);
    const trialDays = await trialDaysOf(this.tenancy, contact.id);
    return {
      schoolId: this.tenancy.schoolId,
      plan,
      membershipId,
      contactId: contact.id,
      onTestClock: clockId !== null,
      trialDays: trialDays(plan),
    };
  }

  async #assertSelling(): Promise<void> {
    const connection = await this.stripeConnections.findOneBy({});
    if (connection?.state === 'connected') return;
    const school = await this.schools.findOneByOrFail({ id: this.tenancy.schoolId });
    throw new Refusal(
      'stripe_not_connected',
      `${school.name} cannot take payments at the moment. Write to ${school.supportEmail} to ask when it can.`,
    );
  }

  async #contactOf(buyer: CheckoutInput, member: SignedInMember | null): Promise<Contact> {
    if (member) return found(await this.contacts.findOneBy({ id: member.contactId }), 'account');
    if (!buyer.email)
      throw new Refusal('invalid_input', 'Enter your email address. We need it for your membership.', {
        field: 'email',
        details: [{ field: 'email', message: 'is missing' }],
      });
    return this.directory.contactAt({ email: buyer.email, name: buyer.name, timeZone: buyer.timeZone });
  }

  async #askedForNews(contactId: string, agrees: boolean, member: SignedInMember | null): Promise<void> {
    const change = { source: 'checkout', wording: consentWording.version } as const;
    if (!member?.proven) await this.consents.choose(contactId, agrees, change);
    // A member who leaves the box empty keeps the choice made in the account.
    else if (agrees) await this.consents.give(contactId, change);
  }

  /** The open checkout of a person and a plan. Concurrent requests get the same row. */
  async #openCheckout(
    contactId: string,
    plan: Plan,
    { name, timeZone }: CheckoutInput,
    member: SignedInMember | null,
  ): Promise<string> {
    const row = await this.tenancy.row<{ id: string }>(
      `insert into membership (plan_id, contact_id, price_amount, currency, interval_months, started_by_member, buyer_name, buyer_time_zone)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (contact_id, plan_id) where state = 'pending' do update
         set started_by_member = membership.started_by_member or excluded.started_by_member,
             buyer_name = coalesce(excluded.buyer_name, membership.buyer_name),
             buyer_time_zone = coalesce(excluded.buyer_time_zone, membership.buyer_time_zone)
       returning id`,
      [
        plan.id,
        contactId,
        plan.priceAmount,
        plan.currency,
        plan.intervalMonths,
        member?.proven === true,
        name || null,
        timeZone ?? null,
      ],
    );
    return found(row, 'purchase').id;
  }
}
