import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolIdOnly } from '../columns.js';

/** People whom staff or a program add to an automation. The relay records an event for each of them, in pages. */
@Entity()
@Index('entry_request_key', ['schoolId', 'automationId', 'key'], { unique: true })
export class EntryRequest {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') automationId: string;
  /** The same for a repeated request. */
  @Column('text') key: string;
  @Column('text') via: 'staff' | 'program';
  /** Who asked for it, as they were called then. */
  @Column('text') requestedBy: string;
  /** Contacts have their rows from the start; those of a segment get theirs with their events. */
  @Column('text') source: 'contacts' | 'segment' | 'everyone';
  @Column('uuid', { nullable: true }) segmentId: string | null;
  /** How many people it concerns; for a segment, how many it had at first. */
  @Column('int') total: number;
  /** How many of them have their event. */
  @Column('int', { default: 0 }) recorded: number;
  @Column('text', { default: 'running' }) state: 'running' | 'done' | 'cancelled';
  @RecordedAt() createdAt: Date;
  @Instant({ nullable: true }) finishedAt: Date | null;
}

/** One person of an {@link EntryRequest}. */
@Entity()
@Index('entry_request_left', ['requestId', 'contactId'], { where: 'event_id IS NULL' })
export class EntryRequestPerson {
  @PrimaryColumn('uuid') requestId: string;
  @PrimaryColumn('uuid') contactId: string;
  @SchoolIdOnly() schoolId: string;
  /** Null until it is recorded. */
  @Column('uuid', { nullable: true }) eventId: string | null;
}
