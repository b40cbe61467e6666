import { statementsOf } from '@perennial/db';
import { type Graph, type OpenTrigger, openTriggersOf, TriggerIndex } from '@perennial/domain/automation';
import type { EventFact } from '@perennial/domain/conditions';
import { FrozenGraphs } from '@perennial/services';
import type { EntityManager } from 'typeorm';
import { activeVersions } from './automations.queries.js';

/** An active automation whose triggers may accept an event. */
export interface Candidate {
  readonly automationId: string;
  readonly versionId: string;
  readonly graph: Graph;
  readonly triggers: readonly OpenTrigger[];
}

/** The triggers of a school as of one generation. */
interface SchoolTriggers {
  readonly generation: number;
  readonly timeZone: string;
  readonly index: TriggerIndex<Candidate>;
}

const mostSchools = 1_000;

/**
 * The triggers of active automations, by school, kept in memory. Publishing, pausing and deleting an automation, or changing the school's
 * time zone, increments the generation of the school in the same transaction; an event is read with the generation in one snapshot. A
 * notification could arrive after an event that was recorded later; the generation cannot.
 */
export class ActiveTriggers {
  readonly #schools = new Map<string, SchoolTriggers>();

  constructor(private readonly graphs = new FrozenGraphs()) {}

  /** @param generation the triggers are at least as new. In the scope of the school. */
  async of(em: EntityManager, schoolId: string, generation: number): Promise<SchoolTriggers> {
    const known = this.#schools.get(schoolId);
    if (known && known.generation >= generation) return known;
    const fresh = await this.#load(em);
    if (this.#schools.size >= mostSchools) this.#schools.clear();
    this.#schools.set(schoolId, fresh);
    return fresh;
  }

  async #load(em: EntityManager): Promise<SchoolTriggers> {
    const statements = statementsOf(em);
    const rows = await statements.rowsOf(activeVersions);
    const candidates: Candidate[] = [];
    for (const { automationId, versionId } of rows) {
      if (automationId === null || versionId === null) continue;
      const { graph } = await this.graphs.of(statements, versionId);
      candidates.push({ automationId, versionId, graph, triggers: openTriggersOf(graph) });
    }
    const [school] = rows;
    if (!school) throw new Error('no school in scope');
    return { generation: school.generation, timeZone: school.timeZone, index: new TriggerIndex(candidates) };
  }
}

/** An event as conditions see it. */
export const eventFact = ({
  id,
  type,
  occurredAt,
  data,
}: Pick<EventFact, 'id' | 'type' | 'data'> & { readonly occurredAt: Date }): EventFact => ({
  id,
  type,
  occurredAt: occurredAt.toISOString(),
  data,
});
