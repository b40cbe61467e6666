import { Column, Entity } from 'typeorm';
import { Id, RecordedAt, SchoolId } from '../columns.js';

/** A header value of *Call a URL*. Graphs contain its ID. The value leaves the database only in a call to its host. */
@Entity()
export class CallSecret {
  @Id() id: string;
  @SchoolId() schoolId: string;
  /** Host and port to which it may be sent. A step with a different address cannot use it. */
  @Column('text') host: string;
  /** Sealed with `APP_SECRET`, bound to this row. */
  @Column('text') sealed: string;
  @RecordedAt() createdAt: Date;
}
