import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, type QueryRow, Tenancy } from '@perennial/db';
import { canMoveTo, Graph, type StepMove, type WaitPolicy } from '@perennial/domain/automation';
import { Clocks, EventLog } from '@perennial/services';
import { Not, Repository } from 'typeorm';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { type Actor, ProgramActors } from '../automations/program-actors.js';
import { PublishedVersions } from '../automations/published-versions.js';
import {
  addAllRuns,
  addMovedRuns,
  createMove,
  createResumption,
  moveById,
  movesOf,
  moveWithKey,
  resultsOfMove,
} from './moves.queries.js';
import type { MoveDetail, MoveInput, Moves, ProgramMoveInput } from './moves.schemas.js';

const movesShown = 20;
const resultsShown = 200;

/** A version to which people move. */
interface Target {
  readonly id: string;
  readonly automationId: string;
  readonly graph: object;
}

/** Moves people to the published version of an automation, or ends their journeys. A workflow carries it out in batches. */
@Injectable()
export class MovesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly versions: PublishedVersions,
    private readonly actors: ProgramActors,
    private readonly idempotency: Idempotency,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  list(schoolId: string, automationId: string): Promise<Moves> {
    return this.#of(schoolId, automationId, async () =>
      (await this.tenancy.rowsOf(movesOf, automationId, movesShown)).map(toMove),
    );
  }

  get(schoolId: string, automationId: string, id: string): Promise<MoveDetail> {
    return this.tenancy.withSchool(schoolId, () => this.detail(automationId, id));
  }

  /** Moves people to the published version. A repeated request returns the move that it requested before. */
  move({ schoolId, name }: Actor, automationId: string, { key, moves }: MoveInput): Promise<MoveDetail> {
    return this.#of(schoolId, automationId, async (automation) => {
      const version = await this.versions.current(automation);
      if (!version) throw new Refusal('not_possible_now', 'This automation has not been published yet. Publish it first.');
      return this.detail(automationId, await this.request(version, moves, { key, requestedBy: name }));
    });
  }

  /** Moves people for a program, once per Idempotency-Key. A repeated request returns how far the move is. */
  moveByProgram(
    program: Program,
    automationId: string,
    { moves }: ProgramMoveInput,
    key: string | undefined,
  ): Promise<MoveDetail> {
    return this.tenancy.withSchool(program.schoolId, async () => {
      const { id } = await this.idempotency.once(program, key, { automationId, moves }, async () => {
        const made = await this.move(await this.actors.of(program), automationId, { key: `program:${randomUUID()}`, moves });
        return { id: made.id };
      });
      return this.detail(automationId, id);
    });
  }

  /** Records a move, and whom it concerns. In the open scope. Returns its ID. */
  async request(
    { id: versionId, automationId, graph }: Target,
    moves: readonly StepMove[],
    { key, requestedBy }: { readonly key: string; readonly requestedBy: string },
  ): Promise<string> {
    const target = Graph.parse(graph);
    if (moves.some(({ to }) => to !== null && !canMoveTo(target, to)))
      throw new Refusal(
        'rule_refused',
        'People cannot be moved to a step that the new version does not have. Choose another step.',
        {
          field: 'moves',
        },
      );
    const made = await this.tenancy.rowOf(createMove, automationId, versionId, key, requestedBy);
    if (!made) return found(await this.tenancy.rowOf(moveWithKey, automationId, key), 'move').id;
    const steps = moves.map(({ version, nodeId, parked, to }) => ({ version, node_id: nodeId, parked, to_node_id: to }));
    await this.tenancy.rowOf(addMovedRuns, made.id, automationId, JSON.stringify(steps));
    await this.start(made.id);
    return made.id;
  }

  /** Ends the journeys of everybody in an automation. In the open scope. */
  async endAll({ id, publishedVersionId }: Automation, requestedBy: string): Promise<void> {
    if (!publishedVersionId) return;
    const made = await this.tenancy.rowOf(createMove, id, publishedVersionId, `end:${randomUUID()}`, requestedBy);
    if (!made) return;
    await this.tenancy.rowOf(addAllRuns, made.id, id);
    await this.start(made.id);
  }

  /** Lets everybody whom a pause held continue. In the open scope. */
  async resumeAll({ id, publishedVersionId, heldAt }: Automation, waits: WaitPolicy, requestedBy: string): Promise<void> {
    if (!publishedVersionId || !heldAt) return;
    const key = `resume:${randomUUID()}`;
    const made = await this.tenancy.rowOf(createResumption, id, publishedVersionId, key, requestedBy, waits, heldAt);
    if (!made) return;
    await this.tenancy.rowOf(addAllRuns, made.id, id);
    await this.start(made.id);
  }

  /** Starts the workflow that carries a request out. In the open scope. */
  async start(moveId: string): Promise<void> {
    await this.events.record({
      type: 'runs.move_requested',
      contactId: null,
      occurredAt: this.clocks.wall(),
      key: `move-runs:${moveId}`,
      data: { moveId },
    });
  }

  /** A request with its progress. In the open scope. */
  async detail(automationId: string, id: string): Promise<MoveDetail> {
    const move = found(await this.tenancy.rowOf(moveById, automationId, id), 'move');
    return { ...toMove(move), results: await this.tenancy.rowsOf(resultsOfMove, id, resultsShown) };
  }

  #of<T>(schoolId: string, automationId: string, work: (automation: Automation) => Promise<T>): Promise<T> {
    return this.tenancy.withSchool(schoolId, async () =>
      work(found(await this.automations.findOneBy({ id: automationId, state: Not('deleted') }), 'automation')),
    );
  }
}

const toMove = ({ createdAt, finishedAt, ...row }: QueryRow<typeof movesOf>): Moves[number] => ({
  ...row,
  createdAt: iso(createdAt),
  finishedAt: isoOrNull(finishedAt),
});
