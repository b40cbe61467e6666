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
  @Instant() expiresAt: Date;
  @RecordedAt() createdAt: Date;
}

/** Magic link or password reset: single use, short-lived. */
@Entity()
@Unique(['tokenHash'])
export class SignInToken {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('uuid') contactId: string;
  @Column('text') purpose: 'sign_in' | 'reset_password' | 'welcome';
  @Column('text') tokenHash: string;
  @Instant() expiresAt: Date;
  @Instant({ nullable: true }) usedAt: Date | null;
  @RecordedAt() createdAt: Date;
}
