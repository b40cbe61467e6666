import { type Cursor, type Graph, plan, type Step } from '@perennial/domain/automation';
import type { Facts } from '@perennial/domain/conditions';
import { type FactSubject, loadFacts } from '@perennial/services';
import type { Services } from '../platform/services.js';

/** A planned step, with the facts that it was planned with. */
interface PlannedStep {
  readonly step: Exclude<Step, { readonly kind: 'load' }>;
  readonly facts: Facts;
}

/** Plans the step at a position as of an instant, and loads the facts that it asks for. Writes nothing. In the open scope. */
export async function stepAt(
  { tenancy }: Pick<Services, 'tenancy'>,
  { graph, cursor, at }: { readonly graph: Graph; readonly cursor: Cursor; readonly at: string },
  known: Facts,
  subject: FactSubject,
): Promise<PlannedStep> {
  for (let facts = known; ; ) {
    const step = plan(graph, cursor, at, facts);
    if (step.kind !== 'load') return { step, facts };
    facts = await loadFacts(tenancy, facts, step.facts, subject);
  }
}
