import { Column, Entity, Index, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';

/** Why a connection is broken: Stripe rejects the key, or the key cannot read events, read billing data, or make changes. */
export type StripeBreakReason = 'key_rejected' | 'events_not_permitted' | 'billing_not_permitted' | 'changes_not_permitted';

/** The school's Stripe account. Secrets are AES-256-GCM, bound to the row's id. */
@Entity()
@Unique(['schoolId'])
export class StripeConnection {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') accountId: string;
  @Column('text') mode: 'test' | 'live';
  @Column('text') encryptedKey: string;
  @Column('text', { nullable: true }) endpointId: string | null;
  /** Newest first. Older ones stay valid during a rotation. */
  @Column('text', { array: true, default: '{}' }) encryptedEndpointSecrets: string[];
  /** Broken: Stripe rejects the key, or the key lacks a permission. Revoked: the school disconnected it. */
  @Column('text', { default: 'connected' }) state: 'connected' | 'broken' | 'revoked';
  @Instant({ nullable: true }) brokenSince: Date | null;
  @Column('text', { nullable: true }) brokenReason: StripeBreakReason | null;
  /** Whether events from the time when the connection was broken still have to be read. */
  @Column('boolean', { default: false }) catchUp: boolean;
  /** ID of the newest event that the poll has read. */
  @Column('text', { nullable: true }) eventsCursor: string | null;
  @Instant({ nullable: true }) lastEventAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** Inbox of Stripe events. Each is stored once, before we answer with 2xx. */
@Entity()
@Unique(['connectionId', 'stripeEventId'])
@Index(['schoolId', 'receivedAt'])
export class StripeEvent {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('StripeConnection') connectionId: string;
  @Column('text') stripeEventId: string;
  @Column('text') type: string;
  @Instant() stripeCreatedAt: Date;
  @Column('text') source: 'webhook' | 'sweep';
  @Instant({ default: () => 'now()' }) receivedAt: Date;
}
