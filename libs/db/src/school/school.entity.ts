import type { EmailLimits } from '@perennial/domain/school';
import { Column, Entity, Unique } from 'typeorm';
import { Id, RecordedAt } from '../columns.js';

/** A tenant. */
@Entity()
@Unique(['slug'])
export class School {
  @Id() id: string;
  @Column('text') name: string;
  /** First label of the portal's host. */
  @Column('text') slug: string;
  @Column('text') timeZone: string;
  @Column('text') currency: string;
  @Column('text') supportEmail: string;
  @Column('text', { nullable: true }) chatUrl: string | null;
  /** `#rrggbb`; the accent colour of emails, certificates and the portal. */
  @Column('text', { default: '#2f6f5e' }) brandColour: string;
  /** Name of the picture. */
  @Column('text', { nullable: true }) logo: string | null;
  /** Days of access after a failed charge. */
  @Column('int', { default: 14 }) graceDays: number;
  /** Quiet hours and limits for marketing emails, as {@link EmailLimits} describes them; null for none. */
  @Column('jsonb', { nullable: true }) emailLimits: EmailLimits | null;
  @RecordedAt() createdAt: Date;
}
