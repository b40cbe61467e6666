import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, Reference, SchoolId } from '../columns.js';

/** Triggers wired to actions. The draft is edited freely; runs follow published versions. */
@Entity()
@Unique(['schoolId', 'builtInKey'])
export class Automation {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @Column('text', { default: 'draft' }) state: 'draft' | 'active' | 'paused';
  /** Key of the built-in message it carries out; null for what an admin drew. */
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
  /** Types its triggers name; the relay matches on them. */
  @Column('text', { array: true }) triggerTypes: string[];
  @Instant({ default: () => 'now()' }) publishedAt: Date;
}

/** State of a run as the product shows it. */
export type RunState = 'running' | 'waiting' | 'parked' | 'completed' | 'exited' | 'stopped';

/** One person's way through one version. The cursor here is the truth; Temporal conducts. */
@Entity()
@Unique(['automationId', 'entryKey'])
@Index(['schoolId', 'contactId'])
@Index(['automationId', 'state'])
@Index(['eventId'])
@Index('one_live_run', ['automationId', 'contactId'], {
  unique: true,
  where: `single and state = any (array['running'::text, 'waiting'::text, 'parked'::text])`,
})
export class AutomationRun {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Reference('Automation') automationId: string;
  @Reference('AutomationVersion') versionId: string;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** Event that entered it. */
  @Column('uuid') eventId: string;
  @Column('text') entryKey: string;
  @Column('text', { default: 'running' }) state: RunState;
  /** Its automation lets a person in only while they are not in it already. */
  @Column('boolean', { default: false }) single: boolean;
  @Column('jsonb') cursor: object;
  /** Grows with every committed advance; a repeated advance returns `lastResult`. */
  @Column('int', { default: 0 }) revision: number;
  @Column('jsonb', { nullable: true }) lastResult: object | null;
  @Column('int', { default: 0 }) depth: number;
  @Instant() startedAt: Date;
  @Instant({ nullable: true }) finishedAt: Date | null;
  /** Why it needs attention. */
  @Column('text', { nullable: true }) problem: string | null;
}

/** One pass through a node: when, which way, and the values that decided. */
@Entity()
export class RunVisit {
  @PrimaryColumn('uuid') runId: string;
  @PrimaryColumn('text') nodeId: string;
  @PrimaryColumn('int') visit: number;
  @SchoolId() schoolId: string;
  @Instant() enteredAt: Date;
  @Instant({ nullable: true }) leftAt: Date | null;
  @Column('text', { nullable: true }) port: string | null;
  @Column('jsonb', { nullable: true }) evidence: object | null;
}

/** An event that matched a trigger's type but did not enter, and the value that decided. Kept 30 days. */
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
