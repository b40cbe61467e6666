import { statementsOf } from '@perennial/db';
import type { FactKey, Facts } from '@perennial/domain/conditions';
import { type FactSubject, loadFacts } from '@perennial/services';
import type { EntityManager } from 'typeorm';

/** The facts about people that the filters of a batch read, each loaded once. */
export class PeopleFacts {
  readonly #known = new Map<string | null, Facts>();
  readonly #loaded = new Map<string | null, Set<FactKey>>();

  constructor(private readonly em: EntityManager) {}

  /** In the scope of the school. `event` and `schoolTimezone` of the answer are to be filled in. */
  async load(wanted: readonly FactKey[], subject: FactSubject): Promise<Facts> {
    const { contactId } = subject;
    const known = this.#known.get(contactId) ?? { event: null, schoolTimezone: '' };
    const loaded = this.#loaded.get(contactId) ?? new Set<FactKey>();
    const missing = wanted.filter((key) => !loaded.has(key));
    if (missing.length === 0) return known;
    const facts = await loadFacts(statementsOf(this.em), known, missing, subject);
    for (const key of missing) loaded.add(key);
    this.#known.set(contactId, facts);
    this.#loaded.set(contactId, loaded);
    return facts;
  }
}
