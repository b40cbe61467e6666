import type { EventType } from '@perennial/domain/events';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Id, Instant, SchoolId, SchoolIdOnly } from '../../columns.js';

/** Append-only event log, partitioned by month over its uuidv7. */
@Entity()
@Index(['schoolId', 'contactId', 'id'])
@Index(['schoolId', 'type', 'id'])
@Index('event_by_cause', ['causationId'], { where: 'causation_id is not null' })
export class Event {
  @Id() id: string;
  @SchoolIdOnly() schoolId: string;
  @Column('text') type: EventType;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** Business time. */
  @Instant() occurredAt: Date;
  @Column('jsonb') data: object;
  @Column('uuid', { nullable: true }) causationId: string | null;
  @Column('int', { default: 0 }) depth: number;
  /** Run whose step produced it, for the timeline. */
  @Column('uuid', { nullable: true }) runId: string | null;
  /** ID of the request that caused it, as in logs and error responses. */
  @Column('text', { nullable: true }) requestId: string | null;
  @Instant({ default: () => 'now()', insert: false }) recordedAt: Date;
}

/** Business key of an event that may happen only once, such as `membership:{id}:paid:{invoice}`. */
@Entity()
export class EventKey {
  @PrimaryColumn('uuid', { default: () => 'app_school()' }) schoolId: string;
  @PrimaryColumn('text') key: string;
  @Column('uuid') eventId: string;
}

/** An event, or the next batch of one, that the relay has not delivered to Temporal yet. */
@Entity()
@Index(['lane', 'seq'])
@Index(['schoolId'])
export class Outbox {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' }) seq: string;
  @SchoolIdOnly() schoolId: string;
  @Column('uuid') eventId: string;
  @Column('smallint') lane: number;
  /** Decided calls to Temporal that are not made yet; null until decided. */
  @Column('jsonb', { nullable: true }) calls: object | null;
  /** Where the batch begins, for an event that affects many contacts; null for the first batch. */
  @Column('jsonb', { nullable: true }) cursor: object | null;
}

/** 64 rows; the relay that has claimed a lane delivers the events of its contacts, in order. */
@Entity()
export class Lane {
  @PrimaryColumn('smallint') id: number;
  @Column('uuid', { nullable: true }) claimedBy: string | null;
  /** An expired claim may be taken over, because its relay was killed. */
  @Instant({ nullable: true }) claimedUntil: Date | null;
}

/** What a workflow waits for. Timers, event matching, the counts on the canvas and the forecast all read this row. */
@Entity()
@Index(['schoolId', 'contactId'])
@Index(['clockId', 'dueAt'])
@Index('waits_of_group', ['groupKey', 'dueAt', 'ownerId'], { where: 'group_key IS NOT NULL' })
export class Wait {
  @PrimaryColumn('text') ownerKind: 'membership' | 'run' | 'enrolment' | 'grant';
  @PrimaryColumn('uuid') ownerId: string;
  @SchoolId() schoolId: string;
  @Column('uuid') contactId: string;
  @Column('uuid', { nullable: true }) clockId: string | null;
  /** Shown to people: "Trial ends". */
  @Column('text') reason: string;
  @Instant({ nullable: true }) dueAt: Date | null;
  @Column('text', { array: true, default: '{}' }) eventTypes: string[];
  /** The group whose workflow holds the timer; null for an owner with a workflow of its own. */
  @Column('text', { nullable: true }) groupKey: string | null;
  /** For a held email: its rank among those of the person. A smaller number goes first. */
  @Column('smallint', { nullable: true }) heldRank: number | null;
}

/** An event that a waiting workflow has not processed yet. The workflow deletes the rows that it has read. */
@Entity()
export class Wake {
  @PrimaryColumn('text') ownerKind: Wait['ownerKind'];
  @PrimaryColumn('uuid') ownerId: string;
  @PrimaryColumn('uuid') eventId: string;
  @SchoolId() schoolId: string;
}
