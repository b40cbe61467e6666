import { Column, Entity, Index } from 'typeorm';
import { ComparableText, Id, RecordedAt, Reference, SchoolId } from '../columns.js';

/**
 * A tag of a school. Contacts, conditions and steps refer to it by its ID. A tag that was merged into another one, or a former name of a
 * renamed one, remains as a row that refers to the tag in use, so that published versions and older events keep their meaning.
 */
@Entity()
@Index('tag_name', ['schoolId', 'nameKey'], { unique: true, where: 'merged_into_id is null' })
@Index('merged_tags', ['schoolId', 'nameKey'], { where: 'merged_into_id is not null' })
export class Tag {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @ComparableText({ default: '' }) nameKey: string;
  /** The tag in use. It is never a merged one itself. */
  @Reference('Tag', { nullable: true }) mergedIntoId: string | null;
  @RecordedAt() createdAt: Date;
}
