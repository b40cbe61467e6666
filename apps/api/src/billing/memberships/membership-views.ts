import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Invoice, Membership, Plan, School, Tenancy } from '@perennial/db';
import { In, Repository } from 'typeorm';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { actionsOf, amountOpenOf, cancelEndsAt, chargeFor, nextChargeOf, stateSentence } from './membership-status.js';
import { staffSentence } from './membership-status-for-staff.js';
import type { MembershipView } from './memberships.schemas.js';

/** Memberships as members and staff see them. In the open scope. */
@Injectable()
export class MembershipViews {
  constructor(
    private readonly tenancy: Tenancy,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Invoice) private readonly invoices: Repository<Invoice>,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
    @InjectRepository(Plan) private readonly plans: Repository<Plan>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  /** Every membership and open checkout of a contact, newest first, as staff see them. */
  async ofContact(contactId: string): Promise<MembershipView[]> {
    return this.views(contactId, await this.#present(contactId), staffSentence);
  }

  /** As the member sees it: without unpaid checkouts, which someone else may have started with this address. */
  async ofMember(contactId: string): Promise<MembershipView[]> {
    const present = await this.#present(contactId);
    return this.views(
      contactId,
      present.filter(({ state, startedByMember }) => state !== 'pending' || startedByMember),
    );
  }

  async #present(contactId: string): Promise<Membership[]> {
    const memberships = await this.memberships.find({ where: { contactId }, order: { id: 'DESC' } });
    return memberships.filter(({ state }) => state !== 'abandoned');
  }

  /** @param sentence describes the state of a membership to the reader */
  async views(
    contactId: string,
    memberships: readonly Membership[],
    sentence: typeof stateSentence = stateSentence,
  ): Promise<MembershipView[]> {
    const contact = await this.contacts.findOneByOrFail({ id: contactId });
    const school = await this.schools.findOneByOrFail({ id: this.tenancy.schoolId });
    const plans = await this.plans.findBy({ id: In(memberships.map((membership) => membership.planId)) });
    const invoices = await this.invoices.find({
      where: { membershipId: In(memberships.map((membership) => membership.id)) },
      order: { issuedAt: 'DESC', id: 'DESC' },
    });
    return memberships.map((membership) =>
      toMembershipResponse(
        membership,
        plans.find((plan) => plan.id === membership.planId),
        invoices.filter((invoice) => invoice.membershipId === membership.id),
        contact.timeZone ?? school.timeZone,
        sentence,
      ),
    );
  }
}

const toMembershipResponse = (
  row: Membership,
  plan: Plan | undefined,
  invoices: readonly Invoice[],
  timeZone: string,
  sentence: typeof stateSentence,
): MembershipView => {
  const confirmUrl = invoices.find(({ status, needsConfirmation }) => status === 'open' && needsConfirmation)?.hostedUrl ?? null;
  const view = { ...row, needsConfirmation: confirmUrl !== null };
  return toView(view, plan, invoices, sentence(view, timeZone), confirmUrl);
};

const toView = (
  membership: Membership & { readonly needsConfirmation: boolean },
  plan: Plan | undefined,
  invoices: readonly Invoice[],
  sentence: string,
  confirmUrl: string | null,
): MembershipView => ({
  id: membership.id,
  planId: membership.planId,
  planTitle: plan?.title ?? '',
  planSlug: plan?.status === 'published' ? plan.slug : null,
  state: membership.state,
  stateSentence: sentence,
  priceAmount: chargeFor(membership),
  currency: membership.currency,
  intervalMonths: membership.intervalMonths,
  startedAt: isoOrNull(membership.startedAt),
  trialEndsAt: isoOrNull(membership.trialEndsAt),
  currentPeriodEndsAt: isoOrNull(membership.currentPeriodEndsAt),
  endsAt: isoOrNull(membership.endsAt),
  cancelEndsAt: isoOrNull(cancelEndsAt(membership)),
  graceEndsAt: isoOrNull(membership.graceEndsAt),
  endedAt: isoOrNull(membership.endedAt),
  cancellationReason: membership.cancellationReason,
  hasCard: membership.hasCard,
  card: membership.card,
  amountOpen: amountOpenOf(membership, invoices),
  nextCharge: nextChargeOf(membership),
  confirmUrl: membership.state === 'ended' ? null : confirmUrl,
  actions: actionsOf(membership),
  invoices: invoices.map(({ id, number, status, amountPaid, amountDue, currency, issuedAt, hostedUrl }) => ({
    id,
    number,
    status,
    amountPaid,
    amountDue,
    currency,
    issuedAt: iso(issuedAt),
    hostedUrl,
  })),
});
