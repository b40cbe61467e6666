import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { SessionEnds } from './session-ends.js';

/** What stops working when somebody's address or password changes. All in the open scope. */
@Injectable()
export class Credentials {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly ends: SessionEnds,
  ) {}

  /** Ends every session of a member and every link that was mailed to them. */
  async revokeMember(contactId: string): Promise<void> {
    await this.tenancy.em.query(`delete from session where audience = 'member' and subject_id = $1`, [contactId]);
    this.ends.announce();
    await this.tenancy.em.query('delete from sign_in_token where contact_id = $1', [contactId]);
  }

  /** Ends every session of a staff member and every link that was mailed to them. */
  async revokeStaff(staffId: string): Promise<void> {
    await this.tenancy.em.query(`delete from session where audience = 'staff' and subject_id = $1`, [staffId]);
    this.ends.announce();
    await this.tenancy.em.query('delete from staff_token where staff_id = $1', [staffId]);
  }
}
