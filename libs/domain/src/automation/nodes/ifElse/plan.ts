import { evaluate, missingFacts, requiredFacts } from '../../../conditions/index.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import type { IfElseConfig } from './schema.js';

/** Evaluates the condition and records every value it read. */
export function planIfElse({ condition }: IfElseConfig, { now, facts }: VisitContext): NodeOutcome {
  const missing = missingFacts(requiredFacts(condition, facts.event), facts);
  if (missing.length > 0) return { kind: 'load', facts: missing };
  const { matched, evidence } = evaluate(condition, facts, now);
  return {
    kind: 'go',
    port: matched ? 'yes' : 'no',
    reason: matched ? 'The condition is met.' : 'The condition is not met.',
    values: evidence,
  };
}
