import { Automation, AutomationVersion } from '@perennial/db';
import { Graph, mapGraphTags, triggersOf } from '@perennial/domain/automation';
import type { TestDatabase } from './database.js';

/** The ID of a tag in events that specs record. */
export const someTag = '01920000-0000-7000-8000-000000000009';

/** A published, active automation, in the open scope. Returns its ID. */
export async function publish(db: Pick<TestDatabase, 'tenancy'>, drawn: object, name = 'Drawn'): Promise<string> {
  const graph = await withTagIds(db, Graph.parse({ schemaVersion: 1, ...drawn }));
  const automation = await db.tenancy.repo(Automation).insert({ name, state: 'active', draft: graph });
  const automationId: string = automation.identifiers[0]?.id;
  const version = await db.tenancy.repo(AutomationVersion).insert({
    automationId,
    number: 1,
    graph,
    triggerTypes: triggersOf(graph).map(({ config }) => String(config.eventType)),
  });
  await db.tenancy.repo(Automation).update({ id: automationId }, { publishedVersionId: version.identifiers[0]?.id });
  return automationId;
}

/** Steps and conditions of specs name tags. */
async function withTagIds({ tenancy }: Pick<TestDatabase, 'tenancy'>, graph: Graph): Promise<Graph> {
  const names = new Set<string>();
  mapGraphTags(graph, (tag) => {
    names.add(tag);
    return tag;
  });
  const rows = await tenancy.rows<{ name: string; id: string }>(
    'select name, tag_named(name) as id from unnest($1::text[]) name',
    [[...names]],
  );
  const ids = new Map(rows.map(({ name, id }) => [name, id]));
  return mapGraphTags(graph, (tag) => ids.get(tag) ?? tag);
}

/** Steps in a row: `line(trigger, a, b)` with edges between them by their usual port. */
export function line(...nodes: { id: string; kind: string; config?: object; port?: string }[]): object {
  return {
    nodes: nodes.map(({ id, kind, config = {} }) => ({ id, kind, config })),
    edges: nodes.slice(1).map((node, i) => ({ source: nodes[i]?.id, port: nodes[i]?.port ?? 'next', target: node.id })),
  };
}
