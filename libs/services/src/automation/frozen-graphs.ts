import { Graph } from '@perennial/domain/automation';
import type { Reader } from './facts.js';
import { graphOfVersion } from './facts.queries.js';

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

  /** @param reader reads the version if it is not cached */
  async of(reader: Reader, versionId: string): Promise<FrozenGraph> {
    const known = this.#known.get(versionId);
    if (known) return known;
    const [row] = await reader.rowsOf(graphOfVersion, versionId);
    if (!row) throw new Error(`version ${versionId} of an automation is not there`);
    const fresh = { graph: Graph.parse(row.graph), number: row.number };
    if (this.#known.size >= most) this.#known.clear();
    this.#known.set(versionId, fresh);
    return fresh;
  }
}
