import type { Edge, Node } from '@xyflow/react';
import { MarkerType } from '@xyflow/react';
import { layOut } from '../canvas/layout';
import { type AutomationMap, effectLabels } from './reasons';

/** Size of an automation on the map. */
export const mapNodeSize = { width: 220, height: 64 } as const;

export type MapNode = Node<AutomationMap['automations'][number] & Record<string, unknown>, 'automation'>;

/** The automations that affect others or are affected, laid out along their lines. */
export function drawnMap({ automations, links }: AutomationMap): { nodes: MapNode[]; edges: Edge[] } {
  const between = links.filter(({ from, to }) => from !== to);
  const linked = new Set(between.flatMap(({ from, to }) => [from, to]));
  const shown = automations.filter(({ id }) => linked.has(id));
  const pairs = new Map<string, { from: string; to: string; effects: Set<string> }>();
  for (const { from, to, effect } of between) {
    const pair = pairs.get(`${from} ${to}`) ?? { from, to, effects: new Set<string>() };
    pair.effects.add(effectLabels[effect]);
    pairs.set(`${from} ${to}`, pair);
  }
  const lines = [...pairs].map(([id, { from, to, effects }]) => ({ id, from, to, label: [...effects].join(', ') }));
  const { places } = layOut(
    shown.map(({ id }) => ({ id, ...mapNodeSize })),
    lines.map(({ id, from, to }) => ({ id, source: from, target: to, space: { width: 120, height: 24 } })),
  );
  return {
    nodes: shown.map((automation) => ({
      id: automation.id,
      type: 'automation',
      position: places.get(automation.id) ?? { x: 0, y: 0 },
      data: automation,
      ...mapNodeSize,
    })),
    edges: lines.map(({ id, from, to, label }) => ({
      ...{ id, source: from, target: to, label, type: 'smoothstep', focusable: false, selectable: false },
      markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18 },
    })),
  };
}
