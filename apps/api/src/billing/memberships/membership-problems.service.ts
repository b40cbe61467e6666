import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Membership, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import { membershipProblems } from './membership-problems.queries.js';
import type { MembershipProblemView } from './memberships.schemas.js';

/** At most this many are listed; the oldest come first. */
const listed = 100;

/** Memberships that need attention: Stripe refuses their requests, or received a payment after their end. */
@Injectable()
export class MembershipProblemsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
  ) {}

  /** Of people in real time, or of people on test clocks. A broken connection is shown separately and not per membership. */
  list(schoolId: string, test: boolean): Promise<MembershipProblemView[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      const rows = await this.tenancy.rowsOf(membershipProblems, test, listed);
      return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
    });
  }

  /** Compares a membership with Stripe now. */
  retry(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { contactId } = await this.#find(id);
      await this.events.record({
        type: 'membership.sync_requested',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        data: { membershipId: id, reason: 'staff asked for it' },
      });
    });
  }

  /** Marks a payment after the end as resolved. */
  settle(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#find(id);
      await this.memberships.update(
        { id, problem: 'paid_after_end' },
        { problem: null, problemDetail: null, problemSince: null },
      );
    });
  }

  async #find(id: string): Promise<Membership> {
    return found(await this.memberships.findOneBy({ id }), 'membership');
  }
}
