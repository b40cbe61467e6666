import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { isNodeKind, nodeDefinitions } from '@perennial/domain/automation';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { found } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { type Operation, Operations } from '../automations/operations.js';
import type { Attention, Operated, SameErrorInput } from './runs.schemas.js';

interface ParkedRow {
  readonly id: string;
  readonly automationId: string;
  readonly automationName: string;
  readonly nodeId: string;
  readonly kind: string | null;
  readonly code: string;
  readonly problem: string | null;
  readonly since: Date;
  readonly first: Date;
  readonly count: number;
  readonly contact: { id: string; name: string; email: string; clockId: string | null } | null;
}

/** People shown of one error; the rest is a list of its own. */
const shown = 5;
const groupsAtMost = 50;
/** Journeys told at once; who has more presses again. */
const toldAtOnce = 500;

const codeOf = `coalesce(r.last_result->>'code', 'misconfigured')`;
const nodeOf = `coalesce(r.cursor->>'nodeId', '')`;

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
      const counts = await this.tenancy.row<{ total: number; test: number }>(
        `select count(*) filter (where c.clock_id is null)::int as total, count(c.clock_id)::int as test
           from automation_run r left join contact c on c.id = r.contact_id where r.state = 'parked'`,
      );
      const rows = await this.tenancy.rows<ParkedRow>(
        `with parked as (
           select r.*, ${nodeOf} as node_id, ${codeOf} as code, coalesce(v.entered_at, r.started_at) as since from automation_run r
             left join run_visit v on v.run_id = r.id and v.node_id = r.cursor->>'nodeId' and v.visit = (r.cursor->>'visit')::int
             left join contact t on t.id = r.contact_id
            where r.state = 'parked' and (t.clock_id is not null) = $3
         ), ranked as (
           select p.*, count(*) over same as count, min(since) over same as first,
                  row_number() over (partition by automation_id, node_id, code order by since desc, id desc) as place
             from parked p window same as (partition by automation_id, node_id, code)
         )
         select p.id, p.automation_id as "automationId", a.name as "automationName", p.node_id as "nodeId", p.code, p.problem, p.since,
                p.first, p.count::int as count,
                jsonb_path_query_first(g.graph, 'lax $.nodes[*] ? (@.id == $id)', jsonb_build_object('id', p.node_id))->>'kind' as kind,
                case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email, 'clockId', c.clock_id) end as contact
           from ranked p join automation a on a.id = p.automation_id join automation_version g on g.id = p.version_id
           left join contact c on c.id = p.contact_id
          where p.place <= $1 order by p.first desc, p.automation_id, p.node_id, p.code, p.place limit $2`,
        [shown, shown * groupsAtMost, test],
      );
      return { total: counts?.total ?? 0, test: counts?.test ?? 0, groups: grouped(rows) };
    });
  }

  /** Tells everybody who stands at one step with one error the same thing. */
  operateAll(schoolId: string, same: z.output<typeof SameErrorInput>, action: Operation): Promise<Operated> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: same.automationId }), 'automation');
      const rows = await this.tenancy.rows<{ id: string; contactId: string | null }>(
        `select r.id, r.contact_id as "contactId" from automation_run r left join contact t on t.id = r.contact_id
          where r.state = 'parked' and r.automation_id = $1 and ${nodeOf} = $2 and ${codeOf} = $3
            and (t.clock_id is not null) = $5 order by r.id limit $4`,
        [same.automationId, same.nodeId, same.code, toldAtOnce, same.test],
      );
      for (const { id, contactId } of rows) await this.operations.tell(id, contactId, action);
      return { count: rows.length };
    });
  }
}

function grouped(rows: readonly ParkedRow[]): Attention['groups'] {
  const groups = new Map<string, Attention['groups'][number]>();
  for (const { id, contact, since, automationId, automationName, nodeId, kind, code, problem, count, first } of rows) {
    const key = JSON.stringify([automationId, nodeId, code]);
    const group = groups.get(key) ?? {
      ...{ automationId, automationName, nodeId, code, count },
      step: kind && isNodeKind(kind) ? nodeDefinitions[kind].label : 'A step',
      problem: problem ?? 'It cannot go on by itself.',
      since: iso(first),
      runs: [],
    };
    group.runs.push({ id, contact, since: iso(since) });
    groups.set(key, group);
  }
  return [...groups.values()];
}
