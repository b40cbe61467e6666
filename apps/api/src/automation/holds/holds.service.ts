import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { canMoveTo, Graph } from '@perennial/domain/automation';
import { Clocks, EventLog } from '@perennial/services';
import { Not, Repository } from 'typeorm';
import { found, notFound, Refusal } from '../../platform/http/refusal.js';
import { PublishedVersions } from '../automations/published-versions.js';
import { moveWithKey } from '../versions/moves.queries.js';
import type { MoveDetail } from '../versions/moves.schemas.js';
import { MovesService } from '../versions/moves.service.js';
import { addHold, addReleasedRuns, createRelease, endingHold, peopleHeld, removeHold } from './holds.queries.js';
import type { Holds, ReleaseInput } from './holds.schemas.js';

/** A step of an automation, and who acts on it. */
interface HeldStep {
  readonly schoolId: string;
  readonly automationId: string;
  readonly nodeId: string;
  /** As they are called now. */
  readonly by: string;
}

/** Holds everyone who reaches a step, and releases them. The step is the same in every version that has it. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly versions: PublishedVersions,
    private readonly moves: MovesService,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  list(schoolId: string, automationId: string): Promise<Holds> {
    return this.#of({ schoolId, automationId }, (automation) => this.#holds(automation));
  }

  /** Holds a step of the published version. Does nothing if it is held. */
  hold({ by, ...step }: HeldStep): Promise<Holds> {
    const { automationId, nodeId } = step;
    return this.#of(step, async (automation) => {
      const version = await this.versions.current(automation);
      if (!version || automation.state === 'archived')
        throw new Refusal(
          'not_possible_now',
          'A step can be held once the automation is published. Publish or restore it first.',
        );
      if (!canMoveTo(Graph.parse(version.graph), nodeId))
        throw new Refusal('rule_refused', 'The published version has no such step that can be held. Publish the step first.');
      if (await this.tenancy.rowOf(endingHold, automationId, nodeId))
        throw new Refusal(
          'not_possible_now',
          'People are still being released from this step. Hold it again when that has ended.',
        );
      const hold = { nodeId, heldBy: by, heldAt: this.clocks.wall().toISOString() };
      await this.tenancy.rowsOf(addHold, automationId, nodeId, JSON.stringify(hold));
      this.#announce(automationId);
      return this.#holds(await this.#read(automationId));
    });
  }

  /** Ends the hold of a step: everyone who waits before it continues, in batches. */
  end({ by, ...step }: HeldStep): Promise<MoveDetail> {
    return this.#of(step, async (automation) => {
      if (!(await this.tenancy.rowOf(removeHold, automation.id, step.nodeId))) throw notFound('hold');
      const moveId = await this.#release(automation, `release:${randomUUID()}`, by, step.nodeId);
      this.#announce(automation.id);
      return this.moves.detail(automation.id, moveId);
    });
  }

  /** Lets people continue who wait before a held step now, although the step stays held. */
  release({ by, ...step }: HeldStep, { key, runIds }: ReleaseInput): Promise<MoveDetail> {
    const { automationId, nodeId } = step;
    return this.#of(step, async (automation) => {
      const known = await this.tenancy.rowOf(moveWithKey, automationId, key);
      if (known) return this.moves.detail(automationId, known.id);
      if (!automation.holds.some((hold) => hold.nodeId === nodeId)) throw notFound('hold');
      const moveId = await this.#release(automation, key, by, null);
      await this.tenancy.rowsOf(addReleasedRuns, moveId, automationId, nodeId, runIds ?? null);
      return this.moves.detail(automationId, moveId);
    });
  }

  /** Ends every hold of an automation that stops, because nobody would release its people. In the open scope. */
  async endAll(automation: Automation, by: string): Promise<void> {
    for (const { nodeId } of automation.holds) {
      await this.tenancy.rowsOf(removeHold, automation.id, nodeId);
      await this.#release(automation, `release:${randomUUID()}`, by, nodeId);
    }
  }

  async #release(
    { id, publishedVersionId }: Automation,
    key: string,
    requestedBy: string,
    heldNodeId: string | null,
  ): Promise<string> {
    // A hold is set on a published version, which never goes away.
    if (!publishedVersionId) throw notFound('hold');
    const made = await this.tenancy.rowOf(createRelease, id, publishedVersionId, key, requestedBy, heldNodeId);
    if (!made) throw new Refusal('conflict', 'Another request used this key. Send the request again with another key.');
    await this.moves.start(made.id);
    return made.id;
  }

  /** Open canvases show the hold, also where a program changed it. */
  #announce(id: string): void {
    this.events.announce({ admin: [{ key: 'automation-drafts', id }] });
  }

  async #holds({ id, holds }: Automation): Promise<Holds> {
    const people = new Map((await this.tenancy.rowsOf(peopleHeld, id)).map((row) => [row.nodeId, row.people]));
    return holds.map((hold) => ({ ...hold, people: people.get(hold.nodeId) ?? 0 }));
  }

  async #read(id: string): Promise<Automation> {
    return found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
  }

  #of<T>(
    { schoolId, automationId }: Pick<HeldStep, 'schoolId' | 'automationId'>,
    work: (automation: Automation) => Promise<T>,
  ): Promise<T> {
    return this.tenancy.withSchool(schoolId, async () => work(await this.#read(automationId)));
  }
}
