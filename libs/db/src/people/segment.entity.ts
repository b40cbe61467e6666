import type { Condition } from '@perennial/domain/conditions';
import { Column, Entity, Index } from 'typeorm';
import { ComparableText, Id, RecordedAt, SchoolId } from '../columns.js';

/** A condition about contacts, stored under a name. */
@Entity()
@Index('segment_name', ['schoolId', 'nameKey'], { unique: true })
export class Segment {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @ComparableText({ default: '' }) nameKey: string;
  @Column('jsonb') condition: Condition;
  @RecordedAt() createdAt: Date;
}
