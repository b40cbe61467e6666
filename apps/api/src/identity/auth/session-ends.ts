import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { ChangeNotifier } from '@perennial/services';

/** Ends the open streams of sessions that end. */
@Injectable()
export class SessionEnds {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly changes: ChangeNotifier,
  ) {}

  /** Has every API process check the sessions of its streams, once the open scope has committed. */
  announce(): void {
    const { schoolId } = this.tenancy;
    this.tenancy.afterCommit(() => this.changes.publish({ schoolId, contactId: null, admin: [], portal: [], sessions: true }));
  }
}
