import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** Months between charges. */
export type BillingMonths = 1 | 3 | 6 | 12;

/** A plan for sale. The admin screens call it a membership. */
@Entity()
@Unique(['schoolId', 'slug'])
export class Plan {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') title: string;
  @Column('text') slug: string;
  @Column('text', { default: '' }) description: string;
  /** Minor units of `currency`. */
  @Column('int') priceAmount: number;
  /** Shown struck through beside the price. Has no effect on charges. */
  @Column('int', { nullable: true }) oldPriceAmount: number | null;
  @Column('text') currency: string;
  @Column('int') intervalMonths: BillingMonths;
  @Column('int', { default: 0 }) trialDays: number;
  @Column('boolean', { default: true }) requireCardBeforeTrial: boolean;
  @Column('text', { default: 'draft' }) status: 'draft' | 'published' | 'archived';
  @Column('text', { nullable: true }) stripeProductId: string | null;
  @Column('text', { nullable: true }) stripePriceId: string | null;
  @Instant({ nullable: true }) publishedAt: Date | null;
  @RecordedAt() createdAt: Date;
  @Instant({ default: () => 'now()' }) updatedAt: Date;
}

/** A product that a plan includes. */
@Entity()
@Index(['productId'])
export class PlanItem {
  @PrimaryColumn('uuid') planId: string;
  @PrimaryColumn('uuid') productId: string;
  @SchoolId() schoolId: string;
  @Column('int') position: number;
}

/** Educational content that can be sold. */
@Entity()
@Unique(['schoolId', 'slug'])
export class Product {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') kind: 'course' | 'live_session' | 'download' | 'community';
  @Column('text') title: string;
  @Column('text') slug: string;
  @Column('text', { default: '' }) description: string;
  @Column('text', { default: 'draft' }) status: 'draft' | 'published' | 'archived';
  /** Incremented by every change of a course's outline, so that two editors do not overwrite each other. */
  @Column('int', { default: 1 }) outlineRevision: number;
  @RecordedAt() createdAt: Date;
  @Instant({ default: () => 'now()' }) updatedAt: Date;
}
