import { GraphInvariantError } from '../../errors.js';
import type { NodeOutcome, VisitContext } from '../definition.js';
import { pointOf } from './point.js';
import type { SplitConfig } from './schema.js';

/** A path as cards and timelines name it: "A, 50%". */
export const describePath = ({ label, share }: { readonly label: string; readonly share: number }): string =>
  label.trim() === '' ? `${share}%` : `${label.trim()}, ${share}%`;

/**
 * Takes a path at random. The person, the step and the automation decide, so that someone who enters again takes the same path,
 * and two splits do not depend on each other. A run without a person depends on its event.
 */
export function planSplit({ paths }: SplitConfig, { nodeId, facts }: VisitContext): NodeOutcome {
  const { run, event } = facts;
  const point = pointOf(`${run?.automationId ?? ''}:${nodeId}:${run?.contactId ?? event?.id ?? ''}`);
  let end = 0;
  const path = paths.find(({ share }) => {
    end += share;
    return point < end;
  });
  if (!path) throw new GraphInvariantError(`the shares of the split ${nodeId} do not add up to 100`);
  return { kind: 'go', port: path.port, reason: `Chosen at random: ${describePath(path)}.` };
}
