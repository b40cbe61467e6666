import { Column, Entity, Unique } from 'typeorm';
import { Id, Instant, SchoolId } from '../columns.js';

/** A workflow whose tasks keep failing, so that it cannot go on by itself, as workers last saw it in Temporal. */
@Entity()
@Unique(['workflowId'])
export class StuckWorkflow {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') workflowId: string;
  /** The execution that is stuck: one that has taken its place is not touched. */
  @Column('text') executionId: string;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** Temporal's cause, such as WorkflowTaskFailedCauseNonDeterministicError. */
  @Column('text') cause: string;
  @Instant({ default: () => 'now()' }) since: Date;
  /** Staff asked for a restart of this execution. */
  @Instant({ nullable: true }) restartRequestedAt: Date | null;
}
