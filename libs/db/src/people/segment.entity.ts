import type { Condition } from '@perennial/domain/conditions';
import type { SegmentState } from '@perennial/domain/people';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ComparableText, Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** A condition about contacts, stored under a name. Its members are kept in {@link SegmentMember}, and checked in passes over all contacts. */
@Entity()
@Index('segment_name', ['schoolId', 'nameKey'], { unique: true })
export class Segment {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @ComparableText({ default: '' }) nameKey: string;
  @Column('jsonb') condition: Condition;
  /** `filling` from a change of the condition until every contact was checked once. Nobody is recorded as entering or leaving meanwhile. */
  @Column('text', { default: 'filling' }) state: SegmentState;
  /** The last contact that the current pass has checked; null between passes. */
  @Column('uuid', { nullable: true }) passAfter: string | null;
  /** How many contacts the current pass has checked. */
  @Column('integer', { default: 0 }) passChecked: number;
  /** Whether the passing of time alone changes who is in it, as found by the last pass. Such a segment is checked more often. */
  @Column('boolean', { default: true }) dependsOnTime: boolean;
  /** When the last pass ended. */
  @Instant({ nullable: true }) checkedAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** A contact who was in a segment when the segment was last checked for them. */
@Entity()
@Index('segments_of_contact', ['schoolId', 'contactId'])
export class SegmentMember {
  @ForeignKey('Segment') @PrimaryColumn('uuid') segmentId: string;
  @PrimaryColumn('uuid') contactId: string;
  @SchoolId() schoolId: string;
  @RecordedAt() createdAt: Date;
}
