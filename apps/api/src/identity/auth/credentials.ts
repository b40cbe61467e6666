import { Injectable } from '@nestjs/common';
import { type Audience, Tenancy } from '@perennial/db';
import { SessionEnds } from './session-ends.js';

/** Invalidates credentials when an address or password changes. All in the open scope. */
@Injectable()
export class Credentials {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly ends: SessionEnds,
  ) {}

  /** Ends every session of a member and every link that was mailed to them. */
  async revokeMember(contactId: string): Promise<void> {
    await this.#endSessions('member', contactId);
    await this.tenancy.em.query('delete from sign_in_token where contact_id = $1', [contactId]);
  }

  /** Ends every session of a staff member and every link that was mailed to them. */
  async revokeStaff(staffId: string): Promise<void> {
    await this.#endSessions('staff', staffId);
    await this.tenancy.em.query('delete from staff_token where staff_id = $1', [staffId]);
  }

  async #endSessions(audience: Audience, subjectId: string): Promise<void> {
    await this.tenancy.em.query('delete from session where audience = $1 and subject_id = $2', [audience, subjectId]);
    this.ends.announce();
  }
}
