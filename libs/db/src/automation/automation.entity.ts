import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId, SchoolIdOnly } from '../columns.js';

/** An automation. Staff edit the draft; runs use published versions. */
@Entity()
@Unique(['schoolId', 'builtInKey'])
export class Automation {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @Column('text', { default: 'draft' }) state: 'draft' | 'active' | 'paused';
  /** Key of the built-in message that it implements; null for an automation of an admin. */
  @Column('text', { nullable: true }) builtInKey: string | null;
  @Column('jsonb') draft: object;
  @Column('int', { default: 1 }) draftRevision: number;
  @Column('uuid', { nullable: true }) publishedVersionId: string | null;
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
