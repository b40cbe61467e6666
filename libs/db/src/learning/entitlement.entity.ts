import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';

/** A right to a product, valid between its instants unless revoked. Any valid entitlement gives access. */
@Entity()
@Unique(['source', 'sourceId', 'productId'])
@Index(['contactId', 'productId'])
@Index(['schoolId', 'productId', 'contactId', 'startsAt', 'endsAt'], { where: 'revoked_at is null' })
export class Entitlement {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Contact') contactId: string;
  @Reference('Product') productId: string;
  @Column('text') source: 'membership' | 'grant';
  /** Membership id, or the effect key of the grant. */
  @Column('text') sourceId: string;
  @Instant() startsAt: Date;
  @Instant({ nullable: true }) endsAt: Date | null;
  @Instant({ nullable: true }) revokedAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** The last announced state of access for a contact and product. The row is locked while entitlements are evaluated. */
@Entity()
export class Access {
  @PrimaryColumn('uuid') contactId: string;
  @PrimaryColumn('uuid') productId: string;
  @SchoolId() schoolId: string;
  @Column('boolean', { default: false }) open: boolean;
  /** Counts changes; part of the key of gained and lost events. */
  @Column('int', { default: 0 }) changes: number;
  /** Business time of the last change: open or closed since then. */
  @Instant({ nullable: true }) changedAt: Date | null;
  /** Total time for which access was closed. Release rules do not count these days. */
  @Column('int', { default: 0 }) closedSeconds: number;
}
