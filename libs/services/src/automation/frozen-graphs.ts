import { type Graph, graphSchema } from '@perennial/domain/automation';
import type { Rows } from './facts.js';

/** A published version of an automation. */
export interface FrozenGraph {
  readonly graph: Graph;
  /** Counts from 1 within the automation. */
  readonly number: number;
}

const most = 1_000;

/** Published versions, parsed. They never change, so each is read once per process. */
export class FrozenGraphs {
  readonly #known = new Map<string, FrozenGraph>();

  /** @param rows where the version can be seen, if it is not known yet */
  async of(rows: Rows, versionId: string): Promise<FrozenGraph> {
    const known = this.#known.get(versionId);
    if (known) return known;
    const [row] = await rows.query<{ graph: unknown; number: number }>(
      'select graph, number from automation_version where id = $1',
      [versionId],
    );
    if (!row) throw new Error(`version ${versionId} of an automation is not there`);
    const fresh = { graph: graphSchema.parse(row.graph), number: row.number };
    if (this.#known.size >= most) this.#known.clear();
    this.#known.set(versionId, fresh);
    return fresh;
  }
}
