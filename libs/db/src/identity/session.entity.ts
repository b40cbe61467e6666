import type { LinkPurpose } from '@perennial/domain/identity';
import { Column, Entity, Index, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** The kind of user of a session. Staff sessions are not valid in a portal, and member sessions not in the admin app. */
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
  /** Whether the user confirmed that the address is theirs. A purchase does not confirm it. */
  @Column('boolean', { default: true }) proven: boolean;
  /** Until when this session can set a password without the current one, because it was opened by a password reset link. */
  @Instant({ nullable: true }) passwordChoiceUntil: Date | null;
  @Instant() expiresAt: Date;
  @RecordedAt() createdAt: Date;
}

/** Token of a sign-in link, a password reset or the confirmation of a new address. Single use and short-lived. */
@Entity()
@Unique(['tokenHash'])
@Index(['contactId'])
export class SignInToken {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('uuid') contactId: string;
  @Column('text') purpose: LinkPurpose;
  @Column('text') tokenHash: string;
  /** The address to which it was emailed. The link is invalid if the contact no longer has that address. */
  @Column('text', { nullable: true }) email: string | null;
  /** SHA-256 of the cookie of the browser that requested it. That browser continues automatically. */
  @Column('text', { nullable: true }) browserHash: string | null;
  /** The page of the portal to open afterwards. */
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
