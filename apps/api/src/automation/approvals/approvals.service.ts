import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKey, Approval, Tenancy } from '@perennial/db';
import { type ApprovalDecision, mayDecide } from '@perennial/domain/automation';
import type { StaffRole } from '@perennial/domain/identity';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Program } from '../../identity/auth/api-key.guard.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import {
  type ApprovalRow,
  answeredApprovals,
  approvalById,
  countApprovals,
  lockApproval,
  openApprovals,
} from './approvals.queries.js';
import type { Approvals, ApprovalsQuery, ApprovalView } from './approvals.schemas.js';

const mostShown = 100;

/** Who answers: a staff member by their role, or a program by the scope of its key. */
interface Decider {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole | null;
}

/** Questions of journeys to the staff, and their answers. */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    @InjectRepository(ApiKey) private readonly apiKeys: Repository<ApiKey>,
    @InjectRepository(Approval) private readonly approvals: Repository<Approval>,
  ) {}

  list(schoolId: string, state: ApprovalsQuery['state'], role: StaffRole | null): Promise<Approvals> {
    return this.tenancy.withSchool(schoolId, async () => {
      const query = state === 'open' ? openApprovals : answeredApprovals;
      const items = await this.tenancy.rowsOf(query, role, mostShown);
      const counts = await this.tenancy.rowOf(countApprovals, role);
      return { items: items.map(viewOf), total: counts?.[state] ?? 0 };
    });
  }

  decide({ schoolId, id, name, role }: SignedInStaff, approvalId: string, decision: ApprovalDecision): Promise<ApprovalView> {
    return this.tenancy.withSchool(schoolId, () => this.#decide(approvalId, decision, { id, name, role }));
  }

  decideByProgram({ schoolId, apiKeyId }: Program, approvalId: string, decision: ApprovalDecision): Promise<ApprovalView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name } = await this.apiKeys.findOneByOrFail({ id: apiKeyId });
      return this.#decide(approvalId, decision, { id: apiKeyId, name, role: null });
    });
  }

  /** The first answer counts. Repeating one's own answer changes nothing. */
  async #decide(approvalId: string, { answer, note }: ApprovalDecision, by: Decider): Promise<ApprovalView> {
    const asked = found(await this.tenancy.rowOf(lockApproval, approvalId), 'approval');
    if (by.role !== null && !mayDecide(asked.role, by.role))
      throw new Refusal('forbidden', 'This question is for staff with another role. Ask them, or an owner, to decide.');
    const isRepeated = asked.answer === answer && asked.answeredById === by.id;
    if (asked.answer !== null && !isRepeated)
      throw new Refusal(
        'conflict',
        `${asked.answeredBy} has already ${asked.answer} this. The journey continues with that answer.`,
      );
    if (asked.answer === null) {
      if (asked.isClosed)
        throw new Refusal('not_possible_now', 'The journey no longer waits for an answer: it has continued or ended.');
      const answeredAt = await this.clocks.nowFor(asked.contactId);
      const given = { answer, answeredAt, answeredBy: by.name, answeredById: by.id, note: note || null };
      await this.approvals.update({ id: approvalId }, given);
      await this.events.record({
        type: 'approval.decided',
        contactId: asked.contactId,
        occurredAt: answeredAt,
        data: { approvalId, runId: asked.runId },
      });
    }
    return viewOf(found(await this.tenancy.rowOf(approvalById, approvalId), 'approval'));
  }
}

const viewOf = ({ requestedAt, until, answeredAt, ...row }: ApprovalRow): ApprovalView => ({
  ...row,
  requestedAt: iso(requestedAt),
  until: iso(until),
  answeredAt: isoOrNull(answeredAt),
});
