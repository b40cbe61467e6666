import { type Note, notesOf } from '@perennial/domain/automation';
import { IconNotes } from '@tabler/icons-react';
import { ControlButton, useReactFlow, useStoreApi } from '@xyflow/react';
import { freePlace } from './aim';
import { useEditorSession } from './editor-context';
import type { EditorStore } from './editor-store';
import type { FlowEdge, FlowNode } from './flow-types';
import type { Place } from './layout';
import { showRefusal } from './refusal';

const newSize = { width: 220, height: 120 } as const;
/** Left of the first trigger, which is at the origin, one below another. */
const besideSteps = { x: -newSize.width - 80, distance: newSize.height + 24 } as const;

/** Adds an empty note and opens it. Without a place, it is beside the steps. */
export function addNote(store: EditorStore, place?: Place): void {
  const { graph, apply, select } = store.getState();
  const { x, y } = place ?? { x: besideSteps.x, y: notesOf(graph).length * besideSteps.distance };
  const id = `n${crypto.randomUUID().slice(0, 8)}`;
  const note: Note = { id, text: '', colour: 'yellow', x: Math.round(x), y: Math.round(y), ...newSize };
  const refused = apply({ type: 'addNote', note });
  showRefusal(refused);
  if (!refused) select(id);
}

/** A button that adds a note in the middle of the visible part. Must be inside a canvas. */
export function AddNote() {
  const { store } = useEditorSession();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const canvas = useStoreApi();
  const add = () => {
    const { width, height } = canvas.getState();
    const { x, y, zoom } = flow.getViewport();
    const middle = { x: (width / 2 - x) / zoom - newSize.width / 2, y: (height / 2 - y) / zoom - newSize.height / 2 };
    addNote(store, freePlace(middle, flow.getNodes()));
  };
  return (
    <ControlButton aria-label="Add a note" title="Add a note" onClick={add}>
      <IconNotes style={{ fill: 'none', width: 14, height: 14 }} />
    </ControlButton>
  );
}
