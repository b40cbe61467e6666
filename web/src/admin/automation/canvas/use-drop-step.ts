import type { PortRef } from '@perennial/domain/automation';
import type { DragEvent } from 'react';
import { showFailure } from '../../../ui/feedback/toasts';
import { useEditor, useEditorStore } from './editor-context';
import { addStep } from './editor-store';

/** Lets a step from the palette be dropped behind a way out. */
export function useDropStep(at: PortRef) {
  const store = useEditorStore();
  const awaited = useEditor(({ dragging, carrying }) => dragging !== null || carrying);
  const add = (kind: Parameters<typeof addStep>[1]) => {
    const refused = store && addStep(store, kind, at);
    if (refused) showFailure(new Error(refused), refused);
  };
  const handlers = {
    onDragOver: (event: DragEvent<Element & (HTMLElement | SVGElement)>) => {
      event.preventDefault();
      event.currentTarget.dataset.over = 'true';
    },
    onDragLeave: (event: DragEvent<Element & (HTMLElement | SVGElement)>) => {
      delete event.currentTarget.dataset.over;
    },
    onDrop: (event: DragEvent<Element & (HTMLElement | SVGElement)>) => {
      event.preventDefault();
      event.stopPropagation();
      delete event.currentTarget.dataset.over;
      const kind = store?.getState().dragging;
      store?.getState().setDragging(null);
      if (kind) add(kind);
    },
  };
  return { awaited, add, handlers };
}
