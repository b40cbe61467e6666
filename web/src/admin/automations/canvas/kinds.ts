import { type NodeFamily, type NodeKind, nodeDefinitions, nodeKinds } from '@perennial/domain';

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
  const wanted = words.trim().toLowerCase();
  const fits = (kind: NodeKind) => {
    const { label, description } = nodeDefinitions[kind];
    return `${label} ${description}`.toLowerCase().includes(wanted);
  };
  return order
    .map((family) => ({ family, kinds: nodeKinds.filter((kind) => nodeDefinitions[kind].family === family && fits(kind)) }))
    .filter(({ kinds }) => kinds.length > 0);
}
