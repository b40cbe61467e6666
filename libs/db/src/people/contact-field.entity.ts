import type { ContactFieldType, ContactFieldValue } from '@perennial/domain/people';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ComparableText, Id, Instant, RecordedAt, SchoolId } from '../columns.js';

/** A field that a school adds to its contacts. */
@Entity()
@Index('contact_field_name', ['schoolId', 'nameKey'], { unique: true })
export class ContactField {
  @Id() id: string;
  @SchoolId() schoolId: string;
  @Column('text') name: string;
  @ComparableText({ default: '' }) nameKey: string;
  /** Never changes: values are stored by it. */
  @Column({ type: 'text', update: false }) type: ContactFieldType;
  /** The choices of a choice or multi-choice field, in the order of the form. */
  @Column('text', { array: true, default: '{}' }) options: string[];
  @RecordedAt() createdAt: Date;
}

/** The value of a field of one contact. A field without a value has no row. */
@Entity()
@Index('contact_field_values', ['schoolId', 'fieldId', 'contactId'])
export class ContactFieldStored {
  @PrimaryColumn('uuid') contactId: string;
  @ForeignKey('ContactField') @PrimaryColumn('uuid') fieldId: string;
  @SchoolId() schoolId: string;
  @Column('jsonb') value: ContactFieldValue;
  @Instant({ default: () => 'now()' }) changedAt: Date;
}
