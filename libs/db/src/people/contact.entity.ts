import type { ConsentSource } from '@perennial/domain/identity';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ComparableText, Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';

/** A person as the school sees them; a member is a contact with an account. */
@Entity()
@Unique(['schoolId', 'email'])
@Index('contact_by_age', ['schoolId', 'createdAt', 'id'])
@Index('contact_by_name', ['schoolId', 'name', 'id'])
@Index(['schoolId', 'id'])
@Index(['schoolId', 'nameKey'])
@Index(['schoolId', 'emailKey'])
@Index(['schoolId', 'timeZoneKey'])
@Index(['schoolId', 'clockId'], { where: 'clock_id is not null' })
export class Contact {
  @Id() id: string;
  @SchoolId() schoolId: string;
  /** Lower case. */
  @Column('text') email: string;
  @Column('text', { default: '' }) name: string;
  @ComparableText({ default: '' }) nameKey: string;
  @ComparableText({ default: '' }) emailKey: string;
  @ComparableText({ nullable: true }) timeZoneKey: string | null;
  /** IANA name; the school's zone where unset. */
  @Column('text', { nullable: true }) timeZone: string | null;
  @Reference('Clock', { nullable: true }) clockId: string | null;
  @Column('text', { nullable: true }) stripeCustomerId: string | null;
  /** When consent to marketing email took effect. The current state of {@link MarketingConsent}'s records; null without consent. */
  @Instant({ nullable: true }) marketingConsentAt: Date | null;
  /** When the person unsubscribed: no marketing email from then on. */
  @Instant({ nullable: true }) unsubscribedAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** One decision about marketing email. Rows are only added, so that who agreed to what can be proven. */
@Entity()
@Index(['schoolId', 'contactId', 'id'])
export class MarketingConsent {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Contact') contactId: string;
  /** `requested`: agreed by somebody who has not yet proven that the address is theirs. It takes effect as `given`. */
  @Column('text') decision: 'requested' | 'given' | 'withdrawn';
  @Column('text') source: ConsentSource;
  /** What staff or a program says where the consent comes from. */
  @Column('text', { nullable: true }) note: string | null;
  /** Version of the text beside the checkbox; null where the product did not ask. */
  @Column('text', { nullable: true }) wording: string | null;
  /** The staff member who recorded it. */
  @Column('uuid', { nullable: true }) staffId: string | null;
  /** When the person decided, by the wall clock. */
  @Instant() decidedAt: Date;
  @RecordedAt() recordedAt: Date;
}

/** That a contact has a tag. */
@Entity()
@Index('contacts_by_tag', ['schoolId', 'tagId', 'contactId'])
export class ContactTag {
  @PrimaryColumn('uuid') contactId: string;
  @ForeignKey('Tag') @PrimaryColumn('uuid') tagId: string;
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
  /** The purchase that created the account; unset if staff or a link did. */
  @Column('uuid', { nullable: true }) membershipId: string | null;
  @Instant({ nullable: true }) lastLoginAt: Date | null;
  @RecordedAt() createdAt: Date;
}
