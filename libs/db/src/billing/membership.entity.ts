import type { CardOnFile, MembershipState } from '@perennial/domain/billing';
import { Column, Entity, Index, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';
import type { BillingMonths } from './plan.entity.js';

/**
 * Why a membership needs somebody: Stripe refuses everything (`connection`), is disconnected, refused this membership's own
 * objects (`request`), or took a payment after the membership had ended.
 */
export type MembershipProblem = 'connection' | 'disconnected' | 'request' | 'paid_after_end';

/** One member's hold on a plan. Each purchase is a new row: an old subscription's late event cannot touch it. */
@Entity()
@Unique(['schoolId', 'stripeSubscriptionId'])
@Index('one_open_membership', ['contactId', 'planId'], {
  unique: true,
  where: `state <> all (array['pending'::text, 'ended'::text, 'abandoned'::text])`,
})
@Index(['contactId', 'state'])
@Index(['schoolId', 'state', 'contactId'])
@Index(['schoolId', 'planId', 'state', 'contactId'])
@Index('one_open_checkout', ['contactId', 'planId'], { unique: true, where: `state = 'pending'::text` })
export class Membership {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Plan') planId: string;
  @Reference('Contact') contactId: string;
  @Column('text', { default: 'pending' }) state: MembershipState;
  @Column('text', { nullable: true }) stripeCheckoutSessionId: string | null;
  @Column('text', { nullable: true }) stripeSubscriptionId: string | null;
  /** Price at purchase: an edited plan leaves members on theirs. */
  @Column('int') priceAmount: number;
  @Column('text') currency: string;
  @Column('int') intervalMonths: BillingMonths;
  /** What Stripe charges for a period, with tax and discounts; null until Stripe has said. */
  @Column('int', { nullable: true }) chargeAmount: number | null;
  @Column('boolean', { default: false }) hasCard: boolean;
  /** The card that is charged; null where there is none, or where a sync before this column existed wrote the row. */
  @Column('jsonb', { nullable: true }) card: CardOnFile | null;
  /** Whether its person, signed in, started the checkout. Anybody may type an address there. */
  @Column('boolean', { default: false }) startedByMember: boolean;
  /** The membership that the person already had when this purchase was paid; it was undone. */
  @Column('uuid', { nullable: true }) repeatsId: string | null;
  /** What the buyer typed at the checkout, for a contact that lacks it; used once the address is proven. */
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
  /** When the member last pressed "Start subscription", on the wall, until that was carried out. */
  @Instant({ nullable: true }) startRequestedAt: Date | null;
  /** Why it needs somebody; a sync that succeeds clears a refusal. */
  @Column('text', { nullable: true }) problem: MembershipProblem | null;
  /** What Stripe said, for staff. */
  @Column('text', { nullable: true }) problemDetail: string | null;
  @Instant({ nullable: true }) problemSince: Date | null;
  @RecordedAt() createdAt: Date;
  @Instant({ default: () => 'now()' }) syncedAt: Date;
}

/** Mirror of a Stripe invoice, for lists and numbers. Stripe stays the ledger. */
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
  /** The bank wants the member to confirm the charge, on the hosted page. */
  @Column('boolean', { default: false }) needsConfirmation: boolean;
}
