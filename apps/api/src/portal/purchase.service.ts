import { Injectable } from '@nestjs/common';
import { Clocks, Contact, Membership, Plan, School, StripeConnection, Tenancy } from '@perennial/db';
import { Accounts } from '../auth/accounts.js';
import type { SignedInMember } from '../auth/member.guard.js';
import { RateLimit } from '../auth/rate-limit.js';
import type { Browser } from '../http/browser.js';
import { found, Refusal } from '../http/refusal.js';
import { CheckoutCookie } from './checkout-cookie.js';
import { CheckoutSessions } from './checkout-sessions.js';
import type { Buyer } from './portal.schemas.js';
import type { Purchase } from './purchase.js';

/** From "I want this" to a payment page. */
@Injectable()
export class PurchaseService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly accounts: Accounts,
    private readonly limit: RateLimit,
    private readonly cookie: CheckoutCookie,
    private readonly sessions: CheckoutSessions,
  ) {}

  async start(
    schoolId: string,
    slug: string,
    buyer: Buyer,
    member: SignedInMember | null,
    browser: Browser,
  ): Promise<{ url: string }> {
    await this.limit.spend(`checkout:${schoolId}:${browser.ip}`, { attempts: 60, seconds: 900 });
    const mark = this.cookie.mark(browser);
    const purchase = await this.tenancy.withSchool(schoolId, () => this.#prepare(slug, buyer, member));
    return { url: await this.sessions.openFor(purchase, browser.surface.origin, mark) };
  }

  /** Everything that must hold before money is asked for, and the membership row that the payment will fill. */
  async #prepare(slug: string, buyer: Buyer, member: SignedInMember | null): Promise<Purchase> {
    const plan = found(await this.tenancy.repo(Plan).findOneBy({ slug, status: 'published' }), 'membership');
    await this.#assertSelling();
    const contact = await this.#contactOf(buyer, member);
    const membership = await this.#pendingMembership(contact.id, plan);
    const { clockId } = await this.clocks.of(contact.id);
    return {
      schoolId: this.tenancy.schoolId,
      plan,
      membershipId: membership.id,
      contactId: contact.id,
      onTestClock: clockId !== null,
      trialDays: (await this.#hadTrial(contact.id, plan.id)) ? 0 : plan.trialDays,
    };
  }

  async #assertSelling(): Promise<void> {
    const connection = await this.tenancy.repo(StripeConnection).findOneBy({});
    if (connection?.state === 'connected') return;
    const school = await this.tenancy.repo(School).findOneByOrFail({ id: this.tenancy.schoolId });
    throw new Refusal(
      'stripe_not_connected',
      `${school.name} cannot take payments at the moment. Write to ${school.supportEmail} and ask when it is possible again.`,
    );
  }

  async #contactOf(buyer: Buyer, member: SignedInMember | null): Promise<Contact> {
    if (member) return found(await this.tenancy.repo(Contact).findOneBy({ id: member.contactId }), 'account');
    if (!buyer.email)
      throw new Refusal('invalid_input', 'Enter your e-mail address, so that we know whose membership it is.', {
        field: 'email',
        details: [{ field: 'email', message: 'is missing' }],
      });
    return this.accounts.contactFor({ email: buyer.email, name: buyer.name, timeZone: buyer.timeZone });
  }

  /** The one open membership of a person and a plan: two tabs at once get the same row. */
  async #pendingMembership(contactId: string, plan: Plan): Promise<Membership> {
    await this.tenancy.em.query(
      `insert into membership (plan_id, contact_id, price_amount, currency, interval_months) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [plan.id, contactId, plan.priceAmount, plan.currency, plan.intervalMonths],
    );
    const membership = await this.tenancy
      .repo(Membership)
      .createQueryBuilder('membership')
      .where('membership.contactId = :contactId and membership.planId = :planId', { contactId, planId: plan.id })
      .andWhere(`membership.state not in ('ended', 'abandoned')`)
      .getOneOrFail();
    if (membership.state !== 'pending')
      throw new Refusal(
        'already_member',
        'This person already has this membership. Sign in to see it; there you can also change the card or undo a cancellation.',
      );
    return membership;
  }

  /** One trial per person and plan. */
  async #hadTrial(contactId: string, planId: string): Promise<boolean> {
    const row = await this.tenancy.row<{ had: boolean }>(
      `select exists (select from membership where contact_id = $1 and plan_id = $2 and trial_ends_at is not null) as had`,
      [contactId, planId],
    );
    return row?.had === true;
  }
}
