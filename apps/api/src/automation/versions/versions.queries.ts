import { column, defineQuery, orNull } from '@perennial/db';
import { needsAttention } from '../runs/needs-attention.js';

const columns = {
  number: column.integer,
  publishedAt: column.timestamp,
  publishedBy: orNull(column.text()),
  note: orNull(column.text()),
  people: column.integer,
};

const people = `(select count(*)::int from automation_run r
    where r.automation_id = v.automation_id and r.version_id = v.id and r.state in ('running', 'waiting', 'parked')) as people`;

/** The newest versions of an automation, each with how many people are in it. */
export const versionsOf = defineQuery<[automationId: string, limit: number]>()({
  columns,
  sql: `select v.number, v.published_at, v.published_by, v.note, ${people} from automation_version v
         where v.automation_id = $1 order by v.number desc limit $2`,
});

/** One version of an automation. */
export const versionByNumber = defineQuery<[automationId: string, number: number]>()({
  columns: { ...columns, graph: column.json<object>() },
  sql: `select v.number, v.published_at, v.published_by, v.note, v.graph, ${people} from automation_version v
         where v.automation_id = $1 and v.number = $2`,
});

/** How many people are at each step of each version, and how many of them need attention. */
export const peopleInVersions = defineQuery<[automationId: string]>()({
  columns: { version: column.integer, nodeId: column.text(), people: column.integer, parked: column.integer },
  sql: `select v.number as version, r.cursor->>'nodeId' as node_id, count(*)::int as people,
               count(*) filter (where ${needsAttention})::int as parked
          from automation_run r join automation_version v on v.id = r.version_id
         where r.automation_id = $1 and r.state in ('running', 'waiting', 'parked') group by 1, 2 order by 1 desc, 2`,
});
