import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, type EntryRequest, type QueryRow, Tenancy } from '@perennial/db';
import type { EntryInput, EntryPeople } from '@perennial/domain/automation';
import { Clocks, EventLog } from '@perennial/services';
import { Not, Repository } from 'typeorm';
import type { Program } from '../../identity/auth/api-key.guard.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { PublishedVersions } from '../automations/published-versions.js';
import { EntrantFinder } from './entrants.js';
import {
  addPeople,
  cancelRequest,
  createRequest,
  nameOfKey,
  requestById,
  requestsOf,
  requestWithKey,
  resultsOf,
  startableAutomations,
} from './entry-requests.queries.js';
import type {
  EntryRequestAccepted,
  EntryRequestDetail,
  EntryRequests,
  EntryRequestView,
  StartableAutomations,
} from './entry-requests.schemas.js';

const requestsShown = 20;
const resultsShown = 200;

/** Who asks, and a key that is the same for a repeated request. */
type Asking = Pick<EntryRequest, 'key' | 'via' | 'requestedBy'>;

/** Adds people to an automation without an event that happened to them. The relay records an event for each, in pages. */
@Injectable()
export class EntryRequestsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly versions: PublishedVersions,
    private readonly entrants: EntrantFinder,
    private readonly idempotency: Idempotency,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  /** The automations that staff can add people to. */
  startable(schoolId: string): Promise<StartableAutomations> {
    return this.tenancy.withSchool(schoolId, () => this.tenancy.rowsOf(startableAutomations));
  }

  list(schoolId: string, automationId: string): Promise<EntryRequests> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#automation(automationId);
      return (await this.tenancy.rowsOf(requestsOf, automationId, requestsShown)).map(toView);
    });
  }

  get(schoolId: string, automationId: string, id: string): Promise<EntryRequestDetail> {
    return this.tenancy.withSchool(schoolId, () => this.#detail(automationId, id));
  }

  /** Adds people for staff. A repeated request returns the one that was made before. */
  add(staff: SignedInStaff, automationId: string, { key, people }: EntryInput): Promise<EntryRequestDetail> {
    return this.tenancy.withSchool(staff.schoolId, async () => {
      const asking: Asking = { key, via: 'staff', requestedBy: staff.name };
      const { id, unknown } = await this.#request(automationId, people, asking);
      return this.#detail(automationId, id, unknown);
    });
  }

  /** Adds people for a program, once per Idempotency-Key. */
  addByProgram(
    program: Program,
    automationId: string,
    people: EntryPeople,
    key: string | undefined,
  ): Promise<EntryRequestAccepted> {
    return this.idempotency.once(program, key, { automationId, people }, async () => {
      const name = (await this.tenancy.rowOf(nameOfKey, program.apiKeyId))?.name ?? 'A program';
      return this.#request(automationId, people, { key: randomUUID(), via: 'program', requestedBy: name });
    });
  }

  /** Stops a request within a page. Those who were added already stay in the automation. */
  cancel(schoolId: string, automationId: string, id: string): Promise<EntryRequestDetail> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.tenancy.rowsOf(cancelRequest, automationId, id);
      return this.#detail(automationId, id);
    });
  }

  async #request(automationId: string, people: EntryPeople, { key, via, requestedBy }: Asking): Promise<EntryRequestAccepted> {
    await this.#checkOpen(automationId);
    const { source, segmentId, total, contactIds, unknown: missing } = await this.entrants.find(people);
    const unknown = [...missing];
    const made = await this.tenancy.rowOf(createRequest, automationId, key, via, requestedBy, source, segmentId, total);
    if (!made) return { ...found(await this.tenancy.rowOf(requestWithKey, automationId, key), 'request'), unknown };
    await this.tenancy.rowsOf(addPeople, made.id, contactIds);
    await this.events.record({
      type: 'entries.requested',
      contactId: null,
      occurredAt: this.clocks.wall(),
      key: `entries:${made.id}`,
      data: { requestId: made.id },
    });
    return { id: made.id, unknown };
  }

  /** @throws {Refusal} unless people can be added now */
  async #checkOpen(automationId: string): Promise<void> {
    const automation = await this.#automation(automationId);
    const version = await this.versions.current(automation);
    if (automation.state !== 'active' || !version)
      throw new Refusal(
        'not_possible_now',
        'People can be added only to a published automation that is not paused. Publish or resume it first.',
      );
    if (!version.triggerTypes.includes('automation.requested'))
      throw new Refusal(
        'not_possible_now',
        'The published version has no trigger “Added by staff or a program”. Add this trigger and publish the automation.',
      );
  }

  async #detail(automationId: string, id: string, unknown: readonly string[] = []): Promise<EntryRequestDetail> {
    await this.#automation(automationId);
    const request = found(await this.tenancy.rowOf(requestById, automationId, id), 'request');
    return { ...toView(request), unknown: [...unknown], results: await this.tenancy.rowsOf(resultsOf, id, resultsShown) };
  }

  async #automation(id: string): Promise<Automation> {
    return found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
  }
}

const toView = ({ createdAt, finishedAt, ...row }: QueryRow<typeof requestById>): EntryRequestView => ({
  ...row,
  createdAt: iso(createdAt),
  finishedAt: isoOrNull(finishedAt),
});
