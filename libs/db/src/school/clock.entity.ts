import { Column, Entity } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** A test clock: business time of the contacts that belong to it. Everyone else uses the wall clock. */
@Entity()
export class Clock {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) stripeTestClockId: string | null;
  @Instant() now: Date;
  /** The target while `advancing`. */
  @Instant({ nullable: true }) target: Date | null;
  @Column('text', { default: 'ready' }) state: 'ready' | 'advancing' | 'failed';
  @Column('text', { nullable: true }) problem: string | null;
  @RecordedAt() createdAt: Date;
}
