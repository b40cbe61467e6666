import type { EventType } from '@perennial/domain/events';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Id, Instant, SchoolId } from '../../columns.js';

/** Append-only record of everything that happened. Partitioned by month over its uuidv7. */
@Entity()
@Index(['schoolId', 'contactId', 'id'])
@Index(['schoolId', 'type', 'id'])
@Index(['causationId'])
export class Event {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') type: EventType;
  @Column('uuid', { nullable: true }) contactId: string | null;
  /** Business time. */
  @Instant() occurredAt: Date;
  @Column('jsonb') data: object;
  @Column('uuid', { nullable: true }) causationId: string | null;
  @Column('int', { default: 0 }) depth: number;
  /** Run whose step produced it, for the timeline. */
  @Column('uuid', { nullable: true }) runId: string | null;
  /** The request it came of, as logs and error answers name it. */
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
  @SchoolId() schoolId: string;
  @Column('uuid') eventId: string;
  @Column('smallint') lane: number;
  /** Decided calls to Temporal that are not made yet; null until decided. */
  @Column('jsonb', { nullable: true }) calls: object | null;
  /** Where the batch begins, for an event that concerns many; null for its first batch. */
  @Column('jsonb', { nullable: true }) cursor: object | null;
}

/** 64 rows; the relay that has claimed a lane delivers the events of its contacts, in order. */
@Entity()
export class Lane {
  @PrimaryColumn('smallint') id: number;
  @Column('uuid', { nullable: true }) claimedBy: string | null;
  /** A claim that has expired may be taken over: its relay was killed. */
  @Instant({ nullable: true }) claimedUntil: Date | null;
}

/** What a workflow waits for: the same row feeds timers, event matching, "who waits here" and the forecast. */
@Entity()
@Index(['schoolId', 'contactId'])
@Index(['clockId', 'dueAt'])
export class Wait {
  @PrimaryColumn('text') ownerKind: 'membership' | 'run' | 'enrolment' | 'grant';
  @PrimaryColumn('uuid') ownerId: string;
  @SchoolId() schoolId: string;
  @Column('uuid') contactId: string;
  @Column('uuid', { nullable: true }) clockId: string | null;
  /** What people read: "Trial ends". */
  @Column('text') reason: string;
  @Instant({ nullable: true }) dueAt: Date | null;
  @Column('text', { array: true, default: '{}' }) eventTypes: string[];
}

/** An event that a waiting workflow has not looked at yet. Its consumer deletes what it has read. */
@Entity()
export class Wake {
  @PrimaryColumn('text') ownerKind: Wait['ownerKind'];
  @PrimaryColumn('uuid') ownerId: string;
  @PrimaryColumn('uuid') eventId: string;
  @SchoolId() schoolId: string;
}
