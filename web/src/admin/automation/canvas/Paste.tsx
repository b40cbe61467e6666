import { fragmentFromText, type Position } from '@perennial/domain/automation';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { clipboardOf } from './clipboard';
import { useEditorSession } from './editor-context';
import { isForText } from './for-text';

/** Pastes copied steps into the middle of the visible part. Must be inside a canvas. */
export function PasteInView() {
  const { getViewport } = useReactFlow();
  const flow = useStoreApi();
  usePaste(() => {
    const { width, height } = flow.getState();
    const { x, y, zoom } = getViewport();
    return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
  });
  return null;
}

/** Pastes copied steps when there is no canvas yet. The layout places them. */
export function PasteAnywhere() {
  usePaste(() => null);
  return null;
}

function usePaste(centre: () => Position | null): void {
  const { store } = useEditorSession();
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (isForText(event.target)) return;
      const fragment = fragmentFromText(event.clipboardData?.getData('text/plain') ?? '');
      if (!fragment) return;
      event.preventDefault();
      clipboardOf(store).paste(fragment, centre());
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  });
}
