import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';

/** A person as the school sees them; a member is a contact with an account. */
@Entity()
@Unique(['schoolId', 'email'])
@Index(['schoolId', 'createdAt'])
export class Contact {
  @Id() id: string;
  @SchoolId() schoolId: string;
  /** Lower case. */
  @Column('text') email: string;
  @Column('text', { default: '' }) name: string;
  /** IANA name; the school's zone where unset. */
  @Column('text', { nullable: true }) timeZone: string | null;
  @Reference('Clock', { nullable: true }) clockId: string | null;
  @Column('text', { nullable: true }) stripeCustomerId: string | null;
  /** Set by the unsubscribe link: no marketing mail from then on. */
  @Instant({ nullable: true }) unsubscribedAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** A tag on a contact. */
@Entity()
export class ContactTag {
  @PrimaryColumn('uuid') contactId: string;
  @PrimaryColumn('text') tag: string;
  @SchoolId() schoolId: string;
  @RecordedAt() createdAt: Date;
}

/** The portal account of a contact. */
@Entity()
export class MemberAccount {
  @PrimaryColumn('uuid') contactId: string;
  @SchoolId() schoolId: string;
  /** argon2id; unset until the member chooses a password. */
  @Column('text', { nullable: true }) passwordHash: string | null;
  /** The purchase that opened the account; unset where staff or a link did. */
  @Column('uuid', { nullable: true }) membershipId: string | null;
  @Instant({ nullable: true }) lastLoginAt: Date | null;
  @RecordedAt() createdAt: Date;
}
