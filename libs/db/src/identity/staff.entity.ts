import type { StaffRole } from '@perennial/domain/identity';
import { Column, Entity, Unique } from 'typeorm';
import { Id, RecordedAt, SchoolId } from '../columns.js';

export type { StaffRole };

/** A person who runs the school. */
@Entity()
@Unique(['email'])
export class Staff {
  @Id() id: string;
  @SchoolId() schoolId: string;
  /** Lower case. An address belongs to at most one staff member. */
  @Column('text') email: string;
  @Column('text') name: string;
  @Column('text') role: StaffRole;
  @Column('text') passwordHash: string;
  @RecordedAt() createdAt: Date;
}
