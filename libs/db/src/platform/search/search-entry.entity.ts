import type { SearchKind } from '@perennial/domain/search';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { SchoolId } from '../../columns.js';

/**
 * The searchable words of a row in another table. Triggers update it. Only `search_entries` and `search_beginnings` read it, because
 * `like` cannot use an index under row-level security.
 */
@Entity()
@Index(['schoolId', 'kind'])
// Created by the migration: TypeORM cannot describe an operator class or an expression.
@Index('search_entry_words', { synchronize: false })
@Index('search_entry_grams', { synchronize: false })
@Index('search_entry_beginnings', { synchronize: false })
export class SearchEntry {
  /** Id of the row that is found. */
  @PrimaryColumn('uuid') id: string;
  @SchoolId() schoolId: string;
  @Column('text') kind: SearchKind;
  /** Normalised by `search_normal`; begins with a space, so that every word has one before it. */
  @Column('text') words: string;
}
