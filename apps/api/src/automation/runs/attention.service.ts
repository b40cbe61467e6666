import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { isNodeKind, nodeDefinitions } from '@perennial/domain/automation';
import { Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { type RunAction, RunActions } from '../automations/run-actions.js';
import { type ParkedRun, parkedCounts, parkedRuns, retryingCount, runsWithSameError } from './attention.queries.js';
import type { Attention, Operated, SameErrorInput } from './runs.schemas.js';

/** Maximum people shown per error; a separate list has the rest. */
const shown = 5;
const groupsAtMost = 50;
/** Maximum runs per command. */
const mostAtOnce = 500;

/** Runs of all automations that need attention, by error. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly runActions: RunActions,
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

  /** Sends a command to all runs at one step with the same error. */
  actOnAll(schoolId: string, same: SameErrorInput, action: RunAction): Promise<Operated> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: same.automationId }), 'automation');
      const rows = await this.tenancy.rowsOf(runsWithSameError, same.automationId, same.nodeId, same.code, mostAtOnce, same.test);
      for (const { id, contactId, canUseNewest } of rows) {
        if (action === 'retry' && same.version === 'newest' && canUseNewest) await this.runActions.toNewestVersion(id);
        await this.runActions.request(id, contactId, action);
      }
      return { count: rows.length };
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
