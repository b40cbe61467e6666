import type { ContactFieldValue } from '@perennial/domain/people';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** A file of people that staff import. */
@Entity()
@Index(['schoolId', 'createdAt'])
export class ContactImport {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') fileName: string;
  /** `draft` while its rows are sent; nobody is imported before staff start it. */
  @Column('text', { default: 'draft' }) state: 'draft' | 'running' | 'done' | 'cancelled';
  /** Who imports. No reference: it stays when somebody leaves the school. */
  @Column('uuid') staffId: string;
  @RecordedAt() createdAt: Date;
  @Instant({ nullable: true }) startedAt: Date | null;
  @Instant({ nullable: true }) finishedAt: Date | null;
}

/** What became of an imported row: a new contact, or one that was known and got the tags. */
export type ImportOutcome = 'created' | 'known';

/** One person of a file. */
@Entity()
export class ContactImportRow {
  @PrimaryColumn('uuid') importId: string;
  /** Line of the file. */
  @PrimaryColumn('int') line: number;
  @SchoolId() schoolId: string;
  @Column('text') email: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) timeZone: string | null;
  @Column('text', { array: true }) tags: string[];
  /** Values of contact fields by their IDs, as they are stored; null for none. */
  @Column('jsonb', { nullable: true }) fieldValues: Readonly<Record<string, ContactFieldValue>> | null;
  /** Unset until the row is imported. */
  @Column('text', { nullable: true }) outcome: ImportOutcome | null;
  @Column('uuid', { nullable: true }) contactId: string | null;
}
