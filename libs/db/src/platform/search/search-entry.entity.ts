import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { SchoolId } from '../../columns.js';

/** What lists and pickers search. */
export const searchKinds = ['contact', 'plan', 'product', 'automation', 'email_template'] as const;
export type SearchKind = (typeof searchKinds)[number];

/**
 * The words by which a row of another table is found. Triggers keep it current, and only the function `search_entries`
 * reads it: under row-level security `like` could not use an index.
 */
@Entity()
@Index(['schoolId', 'kind'])
// Created by the migration: TypeORM cannot describe an operator class or an expression.
@Index('search_entry_words', { synchronize: false })
@Index('search_entry_grams', { synchronize: false })
export class SearchEntry {
  /** Id of the row that is found. */
  @PrimaryColumn('uuid') id: string;
  @SchoolId() schoolId: string;
  @Column('text') kind: SearchKind;
  /** Normalised by `search_normal`; begins with a space, so that every word has one before it. */
  @Column('text') words: string;
}
