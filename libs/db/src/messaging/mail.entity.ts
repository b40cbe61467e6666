import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolId, SchoolIdOnly } from '../columns.js';

/** Ledger of external effects: claimed before the call, done or unknown after it. */
@Entity()
export class Effect {
  @PrimaryColumn('uuid', { default: () => 'app_school()' }) schoolId: string;
  /** `{run}:{node}:{visit}`, also sent as the provider's idempotency key. */
  @PrimaryColumn('text') key: string;
  @Column('text') kind: 'email' | 'http' | 'stripe';
  @Column('text') state: 'claimed' | 'done' | 'refused' | 'unknown';
  @Column('int', { default: 1 }) attempts: number;
  @Column('jsonb', { nullable: true }) outputs: object | null;
  @RecordedAt() claimedAt: Date;
  @Instant({ nullable: true }) settledAt: Date | null;
  /** Until then the worker that claimed it makes the attempt, and no other does. */
  @Instant({ nullable: true }) leasedUntil: Date | null;
}

/** An email template of the school. Built-in templates have the key of their message. */
@Entity()
@Unique(['schoolId', 'builtInKey'])
export class EmailTemplate {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) builtInKey: string | null;
  @Column('jsonb') template: object;
  @RecordedAt() createdAt: Date;
  @Instant({ default: () => 'now()' }) updatedAt: Date;
}

/** Marketing emails that were allowed to be sent to a person. Its lock decides between runs that reach an email at the same moment. */
@Entity()
export class MarketingAllowance {
  @PrimaryColumn('uuid') contactId: string;
  @SchoolIdOnly() schoolId: string;
  /** Business time by key of the effect, for as long as an email counts. */
  @Column('jsonb', { default: {} }) sent: Record<string, string>;
}

/** One mail to one address, as sent. */
@Entity()
@Unique(['schoolId', 'effectKey', 'recipient'])
@Index(['schoolId', 'contactId', 'id'])
@Index('email_message_by_sending', ['schoolId', 'sentAt', 'contactId'])
@Index('email_message_of_run', ['runId'], { where: 'run_id IS NOT NULL' })
@Index('email_message_by_cause', ['causationId'], { where: 'causation_id IS NOT NULL AND run_id IS NULL' })
export class EmailMessage {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('uuid', { nullable: true }) contactId: string | null;
  @Column('text') recipient: string;
  @Column('text') effectKey: string;
  @Column('text') messageId: string;
  @Column('uuid', { nullable: true }) templateId: string | null;
  @Column('uuid', { nullable: true }) causationId: string | null;
  @Column('uuid', { nullable: true }) runId: string | null;
  @Column('text') subject: string;
  @Column('text') category: 'transactional' | 'marketing';
  /** `withheld`: marketing email that was due and not sent, because the person has not agreed to it. */
  @Column('text') state: 'sending' | 'sent' | 'failed' | 'withheld';
  /** More than 1 if the outcome of an earlier attempt was unknown. */
  @Column('int', { default: 1 }) attempts: number;
  @Column('text', { nullable: true }) problem: string | null;
  /** Business time. */
  @Instant() occurredAt: Date;
  @Instant({ nullable: true }) sentAt: Date | null;
}
