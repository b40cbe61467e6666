import type { NodeChange } from '@xyflow/react';
import type { FlowNode } from './flow-types';

/** Which cards are selected after changes that React Flow reports; null if they select nothing. */
export function pickedAfter(changes: readonly NodeChange<FlowNode>[], picked: readonly string[]): readonly string[] | null {
  const selections = changes.filter((change) => change.type === 'select');
  if (selections.length === 0) return null;
  const next = new Set(picked);
  for (const { id, selected } of selections) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return [...next];
}
