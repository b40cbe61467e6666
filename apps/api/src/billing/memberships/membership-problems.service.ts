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

/** Memberships that need somebody: Stripe refuses what they ask, or took money after their end. */
@Injectable()
export class MembershipProblemsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
  ) {}

  /** Of people on the wall, or of those on test clocks. A broken connection is shown on its own, not per membership. */
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

  /** Staff have dealt with a payment that came after the end. */
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
