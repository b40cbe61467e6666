import type { Schemas } from '@perennial/api-client';
import { edgeId } from '@perennial/domain/automation';
import type { PassagePeriod } from '../automation';
import type { Marks } from './flow-types';

/** How many people took each connection and left each step within a period. */
export function passedIn(passages: readonly Schemas['Passage'][], period: PassagePeriod): NonNullable<Marks['passed']> {
  const links = new Map<string, number>();
  const steps = new Map<string, number>();
  for (const { nodeId, port, [period]: people } of passages) {
    links.set(edgeId({ source: nodeId, port }), people);
    steps.set(nodeId, (steps.get(nodeId) ?? 0) + people);
  }
  return { links, steps };
}
