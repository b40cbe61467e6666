import type { NodeKind } from '@perennial/domain/automation';
import type { DragEvent } from 'react';
import { useEditorSession } from './editor-context';
import { addStep } from './editor-store';
import { showRefusal } from './refusal';

type Target = DragEvent<Element & (HTMLElement | SVGElement)>;

/** Lets a step from the palette be dropped behind a port. */
export function useDropStep(nodeId: string, port: string) {
  const { store } = useEditorSession();
  const add = (kind: NodeKind) => showRefusal(addStep(store, kind, { nodeId, port }));
  const handlers = {
    onDragOver: (event: Target) => {
      event.preventDefault();
      event.currentTarget.dataset.over = 'true';
    },
    onDragLeave: (event: Target) => {
      delete event.currentTarget.dataset.over;
    },
    onDrop: (event: Target) => {
      event.preventDefault();
      event.stopPropagation();
      delete event.currentTarget.dataset.over;
      const { dragging, setDragging } = store.getState();
      setDragging(null);
      if (dragging) add(dragging);
    },
  };
  return { add, handlers };
}
