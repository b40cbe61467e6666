import { type NodeFamily, type NodeKind, nodeDefinitions, nodeKinds } from '@perennial/domain/automation';
import { searchIn } from '@perennial/domain/search';

export const familyNames: Readonly<Record<NodeFamily, string>> = {
  when: 'When',
  wait: 'Wait',
  decide: 'Decide',
  act: 'Do',
  end: 'End',
};

const order: readonly NodeFamily[] = ['act', 'wait', 'decide', 'end'];

/** Kinds that can stand behind another step, by family and filtered by words. */
export function kindsBehind(words: string): { family: NodeFamily; kinds: NodeKind[] }[] {
  const textOf = (kind: NodeKind) => `${nodeDefinitions[kind].label} ${nodeDefinitions[kind].description}`;
  const found = searchIn(nodeKinds, words, textOf);
  return order
    .map((family) => ({ family, kinds: found.filter((kind) => nodeDefinitions[kind].family === family) }))
    .filter(({ kinds }) => kinds.length > 0);
}
