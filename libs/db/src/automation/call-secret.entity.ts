import { Column, Entity } from 'typeorm';
import { Id, RecordedAt, SchoolId } from '../columns.js';

/** A header value of *Call a URL*. Drawings hold its id; the value never leaves the database except in a call to its host. */
@Entity()
export class CallSecret {
  @Id() id: string;
  @SchoolId() schoolId: string;
  /** Host and port that it may be sent to: a step with another address cannot use it. */
  @Column('text') host: string;
  /** Sealed with `APP_SECRET`, bound to this row. */
  @Column('text') sealed: string;
  @RecordedAt() createdAt: Date;
}
