import { type Evidence, evaluate, missingFacts, requiredFacts } from '../../../conditions/index.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import { type BranchConfig, otherwisePort } from './schema.js';

/** What a branch is called: its name, or else its position. */
export const branchName = (label: unknown, index: number): string =>
  typeof label === 'string' && label.trim() !== '' ? label.trim() : `Branch ${index + 1}`;

/** Takes the first branch whose conditions are met, and records every value that was read until then. */
export function planBranch({ paths }: BranchConfig, { now, facts }: VisitContext): NodeOutcome {
  const wanted = paths.flatMap(({ condition }) => requiredFacts(condition, facts.event));
  const missing = missingFacts(wanted, facts);
  if (missing.length > 0) return { kind: 'load', facts: missing };
  const values: Evidence[] = [];
  for (const [index, { port, label, condition }] of paths.entries()) {
    const { matched, evidence } = evaluate(condition, facts, now);
    values.push(...evidence);
    if (matched) {
      const reason = `“${branchName(label, index)}” is the first branch whose conditions are met.`;
      return { kind: 'go', port, reason, values };
    }
  }
  return { kind: 'go', port: otherwisePort, reason: 'The conditions of no branch are met.', values };
}
