import { copyFragment, type Fragment, findNode, fragmentToText, type Graph, type Position } from '@perennial/domain/automation';
import { useEffect } from 'react';
import { showDone, showFailure, showUndo } from '../../../ui/feedback/toasts';
import type { EditorStore } from './editor-store';
import { isForText } from './for-text';
import { placed } from './place-fragment';
import { positionsOf } from './positions';
import { showRefusal } from './refusal';
import { topologyOf } from './topology';

/** Actions on the selected steps of an editor, by key or by button. */
export interface Clipboard {
  readonly copy: () => void;
  readonly remove: () => void;
  /** Adds copied steps around a point of the canvas; null lets the layout place them. */
  readonly paste: (fragment: Fragment, centre: Position | null) => void;
}

/** Copy, cut, delete and paste. Copied steps are text in the system's clipboard, so they can be pasted into other automations too. */
export const clipboardOf = (store: EditorStore): Clipboard => ({
  copy: () => {
    const text = textOf(store);
    if (!text) return;
    navigator.clipboard.writeText(text).then(
      () => showDone('Copied. Paste it here or in another automation.'),
      (error: unknown) => showFailure(error, 'The steps were not copied'),
    );
  },
  remove: () => {
    const { graph, picked, applyAll } = store.getState();
    if (picked.length === 0) return;
    applyAll(picked.map((id) => (findNode(graph, id) ? { type: 'removeNode', nodeId: id } : { type: 'removeNote', noteId: id })));
    showUndo(`${countOf(graph, picked)} removed.`, () => store.temporal.getState().undo());
  },
  paste: (fragment, centre) => {
    const { apply, pick } = store.getState();
    const { nodes, notes = [], groups = [] } = fragment;
    const fresh = (kind: string, items: readonly { readonly id: string }[]) =>
      items.map(({ id }): [string, string] => [id, `${kind}${crypto.randomUUID().slice(0, 8)}`]);
    const shown = [...fresh('s', nodes), ...fresh('n', notes)];
    const ids = Object.fromEntries([...shown, ...fresh('g', groups)]);
    const refused = apply({ type: 'paste', ids, ...placed(fragment, centre) });
    showRefusal(refused);
    if (!refused) pick(shown.map(([, id]) => id));
  },
});

/** What is selected: “Step”, “Note”, “3 steps”, “2 steps and 1 note”. */
export function countOf(graph: Graph, picked: readonly string[]): string {
  const steps = picked.filter((id) => findNode(graph, id)).length;
  const notes = picked.length - steps;
  if (picked.length === 1) return steps === 1 ? 'Step' : 'Note';
  const some = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]);
  return [...some(steps, 'step'), ...some(notes, 'note')].join(' and ');
}

/** Copies and cuts the picked steps and notes with the keys of the system. */
export function useCopyKeys(store: EditorStore): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (isForText(event.target)) return;
      const text = textOf(store);
      if (!text) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') clipboardOf(store).remove();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
    };
  }, [store]);
}

/** The picked steps as text; null if there are none. */
function textOf(store: EditorStore): string | null {
  const { graph, picked } = store.getState();
  if (picked.length === 0) return null;
  const { nodes, ...rest } = copyFragment(graph, picked);
  // Positions from the layout, so that pasted steps look the same.
  const positions = positionsOf(graph, topologyOf(graph, true));
  return fragmentToText({
    ...rest,
    nodes: nodes.map((node) => ({ ...node, position: positions.get(node.id) ?? node.position })),
  });
}
