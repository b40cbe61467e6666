import type { LinkPurpose } from '@perennial/domain/identity';
import { Column, Entity, Index, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** Who a session belongs to. A staff session is worth nothing in a portal, and the other way round. */
export type Audience = 'staff' | 'member';

/** A signed-in browser. The cookie holds 32 random bytes, the row their SHA-256. */
@Entity()
@Unique(['tokenHash'])
@Index(['subjectId'])
export class Session {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') audience: Audience;
  /** Staff id or contact id. */
  @Column('uuid') subjectId: string;
  @Column('text') tokenHash: string;
  /** Whether the holder showed that the address is theirs. A purchase shows no more than that somebody typed it. */
  @Column('boolean', { default: true }) proven: boolean;
  /** Until when this session may set a password without the current one: it came from a password reset link. */
  @Instant({ nullable: true }) passwordChoiceUntil: Date | null;
  @Instant() expiresAt: Date;
  @RecordedAt() createdAt: Date;
}

/** Magic link, password reset or confirmation of a new address: single use, short-lived. */
@Entity()
@Unique(['tokenHash'])
@Index(['contactId'])
export class SignInToken {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('uuid') contactId: string;
  @Column('text') purpose: LinkPurpose;
  @Column('text') tokenHash: string;
  /** The address it was mailed to. A link mailed to an address that its contact no longer has is worth nothing. */
  @Column('text', { nullable: true }) email: string | null;
  /** SHA-256 of the cookie of the browser that asked for it: that browser continues by itself. */
  @Column('text', { nullable: true }) browserHash: string | null;
  /** The page of the portal that the person was on the way to. */
  @Column('text', { nullable: true }) next: string | null;
  @Instant() expiresAt: Date;
  @Instant({ nullable: true }) usedAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** A password reset link of a staff member: single use, short-lived. */
@Entity()
@Unique(['tokenHash'])
@Index(['staffId'])
export class StaffToken {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('uuid') staffId: string;
  @Column('text') tokenHash: string;
  @Instant() expiresAt: Date;
  @Instant({ nullable: true }) usedAt: Date | null;
  @RecordedAt() createdAt: Date;
}
