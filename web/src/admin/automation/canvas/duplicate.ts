import { freePlace } from './aim';
import type { EditorStore } from './editor-store';
import { createFlow } from './flow';
import { cardSize } from './sizes';

/** Adds a copy of a step beside it, and selects the copy. */
export function duplicateStep(store: EditorStore, stepId: string): void {
  const { graph, apply, select } = store.getState();
  const newId = `s${crypto.randomUUID().slice(0, 8)}`;
  const { nodes } = createFlow(true)(graph, () => undefined, {});
  const { x, y } = nodes.find(({ id }) => id === stepId)?.position ?? { x: 0, y: 0 };
  const position = freePlace({ x: x + cardSize.width + 40, y }, nodes);
  if (!apply({ type: 'duplicateNode', nodeId: stepId, newId, position })) select(newId);
}
