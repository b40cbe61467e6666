import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { type AttentionAction, canMoveTo, Graph, isNodeKind, nodeDefinitions } from '@perennial/domain/automation';
import { Repository } from 'typeorm';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { PublishedVersions } from '../automations/published-versions.js';
import { moveWithKey } from '../versions/moves.queries.js';
import { MovesService } from '../versions/moves.service.js';
import {
  addRunsWithSameError,
  createCommand,
  type ParkedRun,
  parkedCounts,
  parkedRuns,
  retryingCount,
} from './attention.queries.js';
import type { Attention, Operated, SameErrorInput } from './runs.schemas.js';

/** Maximum people shown per error; a separate list has the rest. */
const shown = 5;
const groupsAtMost = 50;

/** Runs of all automations that need attention, by error. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly versions: PublishedVersions,
    private readonly moves: MovesService,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  /** Of people in real time, or of people on test clocks. */
  list(schoolId: string, test: boolean): Promise<Attention> {
    return this.tenancy.withSchool(schoolId, async () => {
      const counts = await this.tenancy.rowOf(parkedCounts);
      const rows = await this.tenancy.rowsOf(parkedRuns, shown, shown * groupsAtMost, test);
      const retrying = await this.tenancy.rowOf(retryingCount, test);
      return {
        total: counts?.total ?? 0,
        test: counts?.test ?? 0,
        retrying: retrying?.count ?? 0,
        groups: grouped(rows),
      };
    });
  }

  /** Acts on runs at one step with the same error: on all, or on those that are named. A workflow does it in batches. */
  actOnAll({ schoolId, name }: SignedInStaff, same: SameErrorInput, action: AttentionAction): Promise<Operated> {
    const { automationId, nodeId, code, test, version, to = null, runIds = null, key = `attention:${randomUUID()}` } = same;
    return this.tenancy.withSchool(schoolId, async () => {
      const automation = found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const newest = found(await this.versions.current(automation), 'version');
      if (action === 'route' && (to === null || !canMoveTo(Graph.parse(newest.graph), to)))
        throw new Refusal('rule_refused', 'Choose a step of the newest version at which the journeys continue.', { field: 'to' });
      const stored = action === 'route' ? 'move' : action === 'retry' && version === 'newest' ? 'retry_newest' : action;
      const made = await this.tenancy.rowOf(createCommand, automationId, newest.id, key, name, stored);
      if (!made) {
        const { id } = found(await this.tenancy.rowOf(moveWithKey, automationId, key), 'request');
        return { count: (await this.moves.detail(automationId, id)).total, moveId: id };
      }
      const target = action === 'route' ? to : null;
      const added = await this.tenancy.rowOf(addRunsWithSameError, made.id, automationId, nodeId, code, test, runIds, target);
      await this.moves.start(made.id);
      return { count: added?.added ?? 0, moveId: made.id };
    });
  }
}

function grouped(rows: readonly ParkedRun[]): Attention['groups'] {
  const groups = new Map<string, Attention['groups'][number]>();
  for (const {
    id,
    contact,
    since,
    automationId,
    automationName,
    nodeId,
    kind,
    name,
    code,
    problem,
    count,
    first,
    ...rest
  } of rows) {
    const key = JSON.stringify([automationId, nodeId, code]);
    const group = groups.get(key) ?? {
      ...{ automationId, automationName, nodeId, code, count },
      step: name ?? (kind && isNodeKind(kind) ? nodeDefinitions[kind].label : 'A step'),
      problem: problem ?? 'It needs a manual retry or skip.',
      since: iso(first),
      newestVersion: null,
      runs: [],
    };
    const { attempts, lastAttemptAt, newest } = rest;
    group.runs.push({ id, contact, since: iso(since), attempts, lastAttemptAt: isoOrNull(lastAttemptAt) });
    group.newestVersion ??= newest;
    groups.set(key, group);
  }
  return [...groups.values()];
}
