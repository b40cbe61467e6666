import type { ApprovalAnswer } from '@perennial/domain/automation';
import type { StaffAudience } from '@perennial/domain/identity';
import { Column, Entity, Index } from 'typeorm';
import { Id, Instant, SchoolIdOnly } from '../columns.js';

/** A question of a journey to the staff. It is open until it is answered, or until the journey leaves the step. */
@Entity()
@Index('approval_of_visit', ['runId', 'nodeId', 'visit'], { unique: true })
@Index('open_approvals', ['schoolId', 'requestedAt', 'id'], { where: 'answer IS NULL AND closed_at IS NULL' })
@Index('answered_approvals', ['schoolId', 'answeredAt', 'id'], { where: 'answer IS NOT NULL' })
export class Approval {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') automationId: string;
  @Column('uuid') runId: string;
  @Column('text') nodeId: string;
  @Column('int') visit: number;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** Who may decide, besides the owners. */
  @Column('text') role: StaffAudience;
  /** With its values filled in. */
  @Column('text') question: string;
  /** Business time, as all instants here. */
  @Instant() requestedAt: Date;
  /** The time limit of the step. */
  @Instant() until: Date;
  @Instant({ nullable: true }) remindedAt: Date | null;
  /** When the journey left the step without an answer. */
  @Instant({ nullable: true }) closedAt: Date | null;
  @Column('text', { nullable: true }) answer: ApprovalAnswer | null;
  @Instant({ nullable: true }) answeredAt: Date | null;
  /** Who answered, as they were called then. */
  @Column('text', { nullable: true }) answeredBy: string | null;
  /** The ID of the staff member or of the API key. */
  @Column('uuid', { nullable: true }) answeredById: string | null;
  @Column('text', { nullable: true }) note: string | null;
}
