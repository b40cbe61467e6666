import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Instant, SchoolIdOnly } from '../columns.js';

/**
 * Since when a trigger on a date or a schedule is active with its settings: moments before that start nobody. A change of the state of its
 * automation removes the row.
 */
@Entity()
export class DatedTrigger {
  @PrimaryColumn('uuid') automationId: string;
  @PrimaryColumn('text') nodeId: string;
  @SchoolIdOnly() schoolId: string;
  /** When it fires, as JSON. */
  @Column('text') settings: string;
  @Instant() since: Date;
}

/** One time at which a schedule fires, and how far its people are. */
@Entity()
export class SchedulePass {
  @PrimaryColumn('uuid') automationId: string;
  @PrimaryColumn('text') nodeId: string;
  /** The day, and the time zone of the people whom it concerns. */
  @PrimaryColumn('text') slot: string;
  @SchoolIdOnly() schoolId: string;
  @Instant() scheduledFor: Date;
  /** The last contact who has their event. */
  @Column('uuid', { nullable: true }) passAfter: string | null;
  @Column('boolean', { default: false }) isDone: boolean;
}
