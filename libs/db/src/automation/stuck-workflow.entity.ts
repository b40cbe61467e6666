import { Column, Entity, Unique } from 'typeorm';
import { Id, Instant, SchoolId } from '../columns.js';

/** A workflow that cannot continue because its tasks keep failing, as last reported by Temporal. */
@Entity()
@Unique(['workflowId'])
export class StuckWorkflow {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') workflowId: string;
  /** The stuck execution. A restart does not affect later executions. */
  @Column('text') executionId: string;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** Temporal's cause, such as WorkflowTaskFailedCauseNonDeterministicError. */
  @Column('text') cause: string;
  @Instant({ default: () => 'now()' }) since: Date;
  /** Staff asked for a restart of this execution. */
  @Instant({ nullable: true }) restartRequestedAt: Date | null;
}
