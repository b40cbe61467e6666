import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { isNodeKind, nodeDefinitions } from '@perennial/domain/automation';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { found } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { type Operation, Operations } from '../automations/operations.js';
import { type ParkedRun, parkedCounts, parkedRuns, runsWithSameError } from './attention.queries.js';
import type { Attention, Operated, SameErrorInput } from './runs.schemas.js';

/** People shown of one error; the rest is a list of its own. */
const shown = 5;
const groupsAtMost = 50;
/** Journeys told at once; who has more presses again. */
const toldAtOnce = 500;

/** Journeys of every automation that cannot go on by themselves, by what is wrong. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly operations: Operations,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  /** Of people on the wall, or of those on test clocks. */
  list(schoolId: string, test: boolean): Promise<Attention> {
    return this.tenancy.withSchool(schoolId, async () => {
      const counts = await this.tenancy.rowOf(parkedCounts);
      const rows = await this.tenancy.rowsOf(parkedRuns, shown, shown * groupsAtMost, test);
      return { total: counts?.total ?? 0, test: counts?.test ?? 0, groups: grouped(rows) };
    });
  }

  /** Tells everybody who stands at one step with one error the same thing. */
  operateAll(schoolId: string, same: z.output<typeof SameErrorInput>, action: Operation): Promise<Operated> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: same.automationId }), 'automation');
      const rows = await this.tenancy.rowsOf(runsWithSameError, same.automationId, same.nodeId, same.code, toldAtOnce, same.test);
      for (const { id, contactId } of rows) await this.operations.tell(id, contactId, action);
      return { count: rows.length };
    });
  }
}

function grouped(rows: readonly ParkedRun[]): Attention['groups'] {
  const groups = new Map<string, Attention['groups'][number]>();
  for (const { id, contact, since, automationId, automationName, nodeId, kind, code, problem, count, first } of rows) {
    const key = JSON.stringify([automationId, nodeId, code]);
    const group = groups.get(key) ?? {
      ...{ automationId, automationName, nodeId, code, count },
      step: kind && isNodeKind(kind) ? nodeDefinitions[kind].label : 'A step',
      problem: problem ?? 'It needs a manual retry or skip.',
      since: iso(first),
      runs: [],
    };
    group.runs.push({ id, contact, since: iso(since) });
    groups.set(key, group);
  }
  return [...groups.values()];
}
