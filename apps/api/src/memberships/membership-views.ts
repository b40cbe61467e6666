import { Injectable } from '@nestjs/common';
import { Contact, Invoice, Membership, Plan, School, Tenancy } from '@perennial/db';
import { In } from 'typeorm';
import { iso, isoOrNull } from '../http/schemas.js';
import type { MembershipView } from './memberships.schemas.js';
import { actionsOf, nextChargeOf, stateSentence } from './standing.js';

/** Memberships as members and staff see them. In the open scope. */
@Injectable()
export class MembershipViews {
  constructor(private readonly tenancy: Tenancy) {}

  /** Every membership of a contact that went further than a payment page, newest first. */
  async ofContact(contactId: string): Promise<MembershipView[]> {
    const memberships = await this.tenancy.repo(Membership).find({ where: { contactId }, order: { id: 'DESC' } });
    return this.views(
      contactId,
      memberships.filter((membership) => membership.state !== 'abandoned'),
    );
  }

  async views(contactId: string, memberships: readonly Membership[]): Promise<MembershipView[]> {
    const contact = await this.tenancy.repo(Contact).findOneByOrFail({ id: contactId });
    const school = await this.tenancy.repo(School).findOneByOrFail({ id: this.tenancy.schoolId });
    const plans = await this.tenancy.repo(Plan).findBy({ id: In(memberships.map((membership) => membership.planId)) });
    const invoices = await this.tenancy.repo(Invoice).find({
      where: { membershipId: In(memberships.map((membership) => membership.id)) },
      order: { issuedAt: 'DESC', id: 'DESC' },
    });
    return memberships.map((membership) =>
      toMembershipResponse(
        membership,
        plans.find((plan) => plan.id === membership.planId)?.title ?? '',
        invoices.filter((invoice) => invoice.membershipId === membership.id),
        contact.timeZone ?? school.timeZone,
      ),
    );
  }
}

const toMembershipResponse = (
  membership: Membership,
  planTitle: string,
  invoices: readonly Invoice[],
  timeZone: string,
): MembershipView => ({
  id: membership.id,
  planId: membership.planId,
  planTitle,
  state: membership.state,
  stateSentence: stateSentence(membership, timeZone),
  priceAmount: membership.priceAmount,
  currency: membership.currency,
  intervalMonths: membership.intervalMonths,
  startedAt: isoOrNull(membership.startedAt),
  trialEndsAt: isoOrNull(membership.trialEndsAt),
  currentPeriodEndsAt: isoOrNull(membership.currentPeriodEndsAt),
  endsAt: isoOrNull(membership.endsAt),
  graceEndsAt: isoOrNull(membership.graceEndsAt),
  endedAt: isoOrNull(membership.endedAt),
  hasCard: membership.hasCard,
  nextCharge: nextChargeOf(membership),
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
