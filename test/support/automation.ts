import { Automation, AutomationVersion } from '@perennial/db';
import { graphSchema, triggersOf } from '@perennial/domain/automation';
import type { TestDatabase } from './database.js';

/** A published, active automation, in the open scope. Answers its id. */
export async function publish(db: Pick<TestDatabase, 'tenancy'>, drawn: object, name = 'Drawn'): Promise<string> {
  const graph = graphSchema.parse({ schemaVersion: 1, ...drawn });
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

/** Steps in a row: `line(trigger, a, b)` with edges between them by their usual port. */
export function line(...nodes: { id: string; kind: string; config?: object; port?: string }[]): object {
  return {
    nodes: nodes.map(({ id, kind, config = {} }) => ({ id, kind, config })),
    edges: nodes.slice(1).map((node, i) => ({ source: nodes[i]?.id, port: nodes[i]?.port ?? 'next', target: node.id })),
  };
}
