import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Instant } from '../columns.js';

/** Attempts per hashed key, counted before the school is known. Contains no address and no school. */
@Entity()
export class RateLimit {
  /** SHA-256 of what is limited, e.g. of a sign-in address and an ip. */
  @PrimaryColumn('text') key: string;
  @Column('int') attempts: number;
  @Instant() resetsAt: Date;
}
