import type { CardOnFile, MembershipState } from '@perennial/domain/billing';
import { Column, Entity, Index, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';
import type { BillingMonths } from './plan.entity.js';

/**
 * Why a membership needs attention: Stripe refuses everything (`connection`), is disconnected, refuses this membership's
 * objects (`request`), or received a payment after the membership had ended.
 */
export type MembershipProblem = 'connection' | 'disconnected' | 'request' | 'paid_after_end';

/**
 * A member's subscription to a plan. Each purchase is a new row, so that late events of an old subscription cannot change it.
 */
@Entity()
@Unique(['schoolId', 'stripeSubscriptionId'])
@Index('one_open_membership', ['contactId', 'planId'], {
  unique: true,
  where: `state <> all (array['pending'::text, 'ended'::text, 'abandoned'::text])`,
})
@Index(['contactId', 'state'])
@Index(['schoolId', 'state', 'contactId'])
@Index(['schoolId', 'planId', 'state', 'contactId'])
@Index('membership_with_problem', ['schoolId', 'problem'], { where: 'problem IS NOT NULL' })
@Index('one_open_checkout', ['contactId', 'planId'], { unique: true, where: `state = 'pending'::text` })
export class Membership {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Plan') planId: string;
  @Reference('Contact') contactId: string;
  @Column('text', { default: 'pending' }) state: MembershipState;
  @Column('text', { nullable: true }) stripeCheckoutSessionId: string | null;
  @Column('text', { nullable: true }) stripeSubscriptionId: string | null;
  /** Price at the time of purchase. Later changes of the plan do not apply to existing members. */
  @Column('int') priceAmount: number;
  @Column('text') currency: string;
  @Column('int') intervalMonths: BillingMonths;
  /** What Stripe charges for a period, with tax and discounts; null until it is known. */
  @Column('int', { nullable: true }) chargeAmount: number | null;
  @Column('boolean', { default: false }) hasCard: boolean;
  /** The card that is charged; null if there is none, or if the row has not been synced since this column was added. */
  @Column('jsonb', { nullable: true }) card: CardOnFile | null;
  /** Whether the person was signed in when they started the checkout. Otherwise anyone may have typed the address. */
  @Column('boolean', { default: false }) startedByMember: boolean;
  /** The membership that the person already had when this purchase was paid; it was undone. */
  @Column('uuid', { nullable: true }) repeatsId: string | null;
  /** What the buyer entered at the checkout. Used if the contact has no value, once the address is confirmed. */
  @Column('text', { nullable: true }) buyerName: string | null;
  @Column('text', { nullable: true }) buyerTimeZone: string | null;
  @Instant({ nullable: true }) startedAt: Date | null;
  @Instant({ nullable: true }) trialEndsAt: Date | null;
  @Instant({ nullable: true }) currentPeriodEndsAt: Date | null;
  @Instant({ nullable: true }) cancelRequestedAt: Date | null;
  /** What the member wrote when cancelling. */
  @Column('text', { nullable: true }) cancellationReason: string | null;
  @Instant({ nullable: true }) endsAt: Date | null;
  @Instant({ nullable: true }) graceEndsAt: Date | null;
  @Instant({ nullable: true }) endedAt: Date | null;
  /** When the member last pressed "Start subscription", in wall-clock time; null once it is done. */
  @Instant({ nullable: true }) startRequestedAt: Date | null;
  /** Why it needs attention. A successful sync clears a refusal. */
  @Column('text', { nullable: true }) problem: MembershipProblem | null;
  /** Stripe's error message, for staff. */
  @Column('text', { nullable: true }) problemDetail: string | null;
  @Instant({ nullable: true }) problemSince: Date | null;
  @RecordedAt() createdAt: Date;
  @Instant({ default: () => 'now()' }) syncedAt: Date;
}

/** Copy of a Stripe invoice, for lists and statistics. Stripe has the authoritative data. */
@Entity()
@Unique(['schoolId', 'stripeInvoiceId'])
@Index(['membershipId', 'issuedAt'])
export class Invoice {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Membership') membershipId: string;
  @Column('text') stripeInvoiceId: string;
  @Column('text', { nullable: true }) number: string | null;
  @Column('text') status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  @Column('int') amountDue: number;
  @Column('int') amountPaid: number;
  @Column('text') currency: string;
  @Column('int') attemptCount: number;
  @Instant({ nullable: true }) nextAttemptAt: Date | null;
  @Instant() periodStartsAt: Date;
  @Instant() periodEndsAt: Date;
  @Instant() issuedAt: Date;
  @Instant({ nullable: true }) paidAt: Date | null;
  @Column('text', { nullable: true }) hostedUrl: string | null;
  /** The member must confirm the charge on Stripe's hosted page. */
  @Column('boolean', { default: false }) needsConfirmation: boolean;
}
