import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** A key for programs, with scopes such as `events:write`. */
@Entity()
@Unique(['tokenHash'])
export class ApiKey {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  /** First characters, shown so that people can tell keys apart. */
  @Column('text') prefix: string;
  @Column('text') tokenHash: string;
  @Column('text', { array: true }) scopes: string[];
  @Instant({ nullable: true }) lastUsedAt: Date | null;
  @Instant({ nullable: true }) revokedAt: Date | null;
  @RecordedAt() createdAt: Date;
}

/** Response stored under an Idempotency-Key, so that a repeated request gets the first response. */
@Entity()
export class IdempotentRequest {
  @PrimaryColumn('uuid') apiKeyId: string;
  @PrimaryColumn('text') key: string;
  @SchoolId() schoolId: string;
  @Column('text') requestHash: string;
  @Column('int') status: number;
  @Column('jsonb') body: Record<string, string | number | boolean | null | readonly string[]>;
  @RecordedAt() createdAt: Date;
}
