import { Column, Entity, Index, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';

/** Why a connection is broken: Stripe refuses the key, or the key may not read events, read billing or change anything. */
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
  /** Newest first; older ones stay valid while a rotation is under way. */
  @Column('text', { array: true, default: '{}' }) encryptedEndpointSecrets: string[];
  /** Broken: Stripe refuses the key, or something that we need it for. Revoked: the school disconnected it. */
  @Column('text', { default: 'connected' }) state: 'connected' | 'broken' | 'revoked';
  @Instant({ nullable: true }) brokenSince: Date | null;
  @Column('text', { nullable: true }) brokenReason: StripeBreakReason | null;
  /** What happened at Stripe while the connection was broken has still to be read. */
  @Column('boolean', { default: false }) catchUp: boolean;
  /** Id of the newest event the sweep has read. */
  @Column('text', { nullable: true }) eventsCursor: string | null;
  @Instant({ nullable: true }) lastEventAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** Inbox of Stripe events: stored before the 2xx, once per event id. */
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
