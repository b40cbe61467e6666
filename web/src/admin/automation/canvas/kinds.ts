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

/** Kinds that can follow another step, by family. The first kind of the first family fits what was typed best. */
export function kindsBehind(query: string): { family: NodeFamily; kinds: NodeKind[] }[] {
  // Names before descriptions: “if” is a step, and also a part of other words.
  const byName = searchIn(nodeKinds, query, (kind) => nodeDefinitions[kind].label);
  const byText = searchIn(nodeKinds, query, (kind) => `${nodeDefinitions[kind].label} ${nodeDefinitions[kind].description}`);
  const found = [...new Set([...byName, ...byText])];
  const familyOf = (kind: NodeKind) => nodeDefinitions[kind].family;
  const families = query.trim() === '' ? order : [...new Set(found.map(familyOf))].filter((family) => order.includes(family));
  return families
    .map((family) => ({ family, kinds: found.filter((kind) => familyOf(kind) === family) }))
    .filter(({ kinds }) => kinds.length > 0);
}
