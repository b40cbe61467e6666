import type { StepHold } from '@perennial/domain/automation';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId, SchoolIdOnly } from '../columns.js';

/** An automation. Staff edit the draft; runs use published versions. */
@Entity()
@Unique(['schoolId', 'builtInKey'])
export class Automation {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  /** Deleted ones are shown nowhere. Their rows stay, because journeys are kept. */
  @Column('text', { default: 'draft' }) state: 'draft' | 'active' | 'paused' | 'archived' | 'deleted';
  /** Key of the built-in message that it implements; null for an automation of an admin. */
  @Column('text', { nullable: true }) builtInKey: string | null;
  @Column('jsonb') draft: object;
  @Column('int', { default: 1 }) draftRevision: number;
  @Column('uuid', { nullable: true }) publishedVersionId: string | null;
  /** Since when a pause holds the people in it. */
  @Instant({ nullable: true }) heldAt: Date | null;
  /** The steps before which staff hold everyone who reaches them. */
  @Column('jsonb', { default: [] }) holds: readonly StepHold[];
  @RecordedAt() createdAt: Date;
  @Instant({ default: () => 'now()' }) updatedAt: Date;
}

/** A frozen graph. */
@Entity()
@Unique(['automationId', 'number'])
export class AutomationVersion {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Automation') automationId: string;
  @Column('int') number: number;
  @Column('jsonb') graph: object;
  /** Event types of its triggers, which the relay matches. */
  @Column('text', { array: true }) triggerTypes: string[];
  @Instant({ default: () => 'now()' }) publishedAt: Date;
  /** Who published it, as they were called then; null for versions of a release, and those from before it was recorded. */
  @Column('text', { nullable: true }) publishedBy: string | null;
  /** What changed, in the words of whoever published it. */
  @Column('text', { nullable: true }) note: string | null;
}

/** State of a run as the product shows it. */
export type RunState = 'running' | 'waiting' | 'parked' | 'completed' | 'exited' | 'stopped';

/** One person's run through one version. This row has the authoritative cursor. */
@Entity()
@Unique(['automationId', 'entryKey'])
@Index(['schoolId', 'contactId'])
@Index(['automationId', 'state'])
@Index('automation_run_by_start', ['automationId', 'schoolId', 'startedAt', 'id'])
@Index(['eventId'])
@Index('runs_of_dispatch', ['dispatchId'], { where: 'dispatch_id IS NOT NULL' })
@Index('grouped_runs', ['automationId', 'startedAt'], { where: 'grouped' })
@Index('one_live_run', ['automationId', 'contactId'], {
  unique: true,
  where: `single and state = any (array['running'::text, 'waiting'::text, 'parked'::text])`,
})
export class AutomationRun {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Reference('Automation') automationId: string;
  @Reference('AutomationVersion') versionId: string;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** Event that entered it. */
  @Column('uuid') eventId: string;
  /** First event of the dispatch that advances it; null where that is the event that entered it. */
  @Column('uuid', { nullable: true }) dispatchId: string | null;
  /** Whether it waits in groups: it entered with many, and no workflow of its own has advanced it. */
  @Column('boolean', { default: false }) grouped: boolean;
  @Column('text') entryKey: string;
  @Column('text', { default: 'running' }) state: RunState;
  /** Whether its automation allows one active run per person. */
  @Column('boolean', { default: false }) single: boolean;
  @Column('jsonb') cursor: object;
  /** Incremented by every committed advance. A repeated advance returns `lastResult`. */
  @Column('int', { default: 0 }) revision: number;
  @Column('jsonb', { nullable: true }) lastResult: object | null;
  @Column('int', { default: 0 }) depth: number;
  @Instant() startedAt: Date;
  @Instant({ nullable: true }) finishedAt: Date | null;
  /** Why it needs attention. */
  @Column('text', { nullable: true }) problem: string | null;
  /** The run that it repeats from a step. */
  @Column('uuid', { nullable: true }) rerunOf: string | null;
}

/** One visit of a node, with its time, its branch, and the values that decided. */
@Entity()
export class RunVisit {
  @PrimaryColumn('uuid') runId: string;
  @PrimaryColumn('text') nodeId: string;
  @PrimaryColumn('int') visit: number;
  @SchoolIdOnly() schoolId: string;
  @Instant() enteredAt: Date;
  @Instant({ nullable: true }) leftAt: Date | null;
  @Column('text', { nullable: true }) port: string | null;
  @Column('jsonb', { nullable: true }) evidence: object | null;
}

/**
 * How many people left a step on a branch within an hour, as one commit wrote it or as housekeeping added it up. The sum of the rows is
 * the count.
 */
@Entity()
@Index('passage_of_automation', ['automationId'])
export class Passage {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') automationId: string;
  @Column('text') nodeId: string;
  /** Empty where runs ended at the step. */
  @Column('text') port: string;
  /** Start of the hour; `-infinity` for what is older than a week. */
  @Instant() hour: Date;
  @Column('int') people: number;
}

/** An attempt at a step that ended with a run that needs attention. */
@Entity()
@Index('run_attempt_of_run', ['runId'])
export class RunAttempt {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') runId: string;
  /** The version that the run was on. */
  @Column('uuid') versionId: string;
  @Column('text') nodeId: string;
  @Column('int') visit: number;
  /** Business time. */
  @Instant() at: Date;
  @Column('text') code: string;
  @Column('text') problem: string;
}

/** An event that matched the type of a trigger but did not enter, with the values that decided. Kept for 30 days. */
@Entity()
@Index(['automationId', 'contactId'])
export class NonEntry {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('uuid') automationId: string;
  @Column('uuid', { nullable: true }) contactId: string | null;
  @Column('uuid') eventId: string;
  @Column('text') reason: string;
  @Column('jsonb', { nullable: true }) evidence: object | null;
  @RecordedAt() createdAt: Date;
}

/**
 * How often that changed which decides whom a school's events enter: its active automations and its time zone. Triggers of the database count;
 * relays compare it with what they remember.
 */
@Entity()
export class TriggerGeneration {
  @PrimaryColumn('uuid', { default: () => 'app_school()' }) schoolId: string;
  @Column('int') generation: number;
}

/**
 * A change of how many runs of an automation are in a state, written by a trigger with each statement that writes runs. The sum of an
 * automation's rows is the count.
 */
@Entity()
@Index('run_count_of_automation', ['automationId'])
export class RunCount {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') automationId: string;
  @Column('text') state: RunState;
  @Column('int') count: number;
}

/** What became of a run that was to be moved to another version. */
export type MoveOutcome = 'moved' | 'exited' | 'skipped' | 'failed';

/** A request of staff that concerns many runs: a move to a version, the end, a release, or a command to those that need attention. A workflow carries it out in batches. */
@Entity()
@Index('run_move_key', ['schoolId', 'key'], { unique: true })
@Index('run_move_of_automation', ['automationId'])
export class RunMove {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') automationId: string;
  /** The version to which runs move. */
  @Column('uuid') versionId: string;
  /** The same for a repeated request. */
  @Column('text') key: string;
  /** Who asked for it, as they were called then. */
  @Column('text') requestedBy: string;
  @Column('text', { default: 'running' }) state: 'running' | 'done' | 'cancelled';
  /** Retries, skips and stops are for runs that need attention. `retry_newest` puts them on the version first, if it has their step. */
  @Column('text', { default: 'move' }) action: 'move' | 'release' | 'retry' | 'retry_newest' | 'skip' | 'stop';
  /**
   * Set if the hold of this step has ended: everyone who waits before it is to continue. They are listed once the request is committed,
   * because a run may become held in the same moment.
   */
  @Column('text', { nullable: true }) heldNodeId: string | null;
  /** Set if runs continue after a pause on the version that they are on: what the pause means for their waits. */
  @Column('text', { nullable: true }) waits: 'count' | 'restart' | 'active' | null;
  /** When the pause began to hold them. */
  @Instant({ nullable: true }) heldAt: Date | null;
  @RecordedAt() createdAt: Date;
  @Instant({ nullable: true }) finishedAt: Date | null;
}

/** One run of a {@link RunMove}: where it was when the move was requested, and what became of it. */
@Entity()
@Index('run_move_item_of_run', ['runId'])
@Index('run_move_item_left', ['moveId', 'runId'], { where: 'outcome IS NULL' })
export class RunMoveItem {
  @PrimaryColumn('uuid') moveId: string;
  @PrimaryColumn('uuid') runId: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') fromVersionId: string;
  /** Empty for a run that is to end wherever it is. */
  @Column('text') nodeId: string;
  /** The step of the other version; null to end the run. */
  @Column('text', { nullable: true }) toNodeId: string | null;
  /** Unset until it is carried out. */
  @Column('text', { nullable: true }) outcome: MoveOutcome | null;
  /** Why it was skipped or failed. */
  @Column('text', { nullable: true }) reason: string | null;
  /** Business time of the run. */
  @Instant({ nullable: true }) movedAt: Date | null;
}
