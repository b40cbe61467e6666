import { useHotkeys } from '@mantine/hooks';
import { type Graph, notesOf } from '@perennial/domain/automation';
import { clipboardOf, useCopyKeys } from './canvas/clipboard';
import type { EditorSession } from './canvas/editor-context';

const everythingIn = (graph: Graph): string[] => [...graph.nodes, ...notesOf(graph)].map(({ id }) => id);

const isIn = ({ target }: KeyboardEvent, place: string): boolean => target instanceof Element && target.closest(place) !== null;

/** Keys pressed in the panel or in a dialog do not act on the canvas. */
const onCanvas = (work: () => void) => (event: KeyboardEvent) => {
  if (!isIn(event, 'aside, [role="dialog"]')) work();
};

/** Keyboard shortcuts of the editor. */
export function useEditorKeys({ store, autosave }: EditorSession): void {
  const { undo, redo } = store.temporal.getState();
  const { select, pick } = store.getState();
  const { remove } = clipboardOf(store);
  useCopyKeys(store);
  useHotkeys([
    ['mod+Z', () => undo()],
    ['mod+shift+Z', () => redo()],
    ['mod+Y', () => redo()],
    ['mod+S', () => void autosave.save()],
    ['Delete', onCanvas(remove)],
    ['Backspace', onCanvas(remove)],
    ['mod+A', onCanvas(() => pick(everythingIn(store.getState().graph)))],
    // The key closes only a dialog or a picker above the canvas.
    ['Escape', (event) => !isIn(event, '[role="dialog"]') && select(null)],
  ]);
}
