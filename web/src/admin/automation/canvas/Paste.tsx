import { fragmentFromText, type Position } from '@perennial/domain/automation';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { isForText } from './for-text';
import type { Clipboard } from './use-clipboard';

/** Pastes copied steps into the middle of what is in view. Inside a canvas. */
export function PasteInView({ paste }: Pick<Clipboard, 'paste'>) {
  const { getViewport } = useReactFlow();
  const store = useStoreApi();
  usePaste(paste, () => {
    const { width, height } = store.getState();
    const { x, y, zoom } = getViewport();
    return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
  });
  return null;
}

/** Pastes copied steps where there is no canvas yet: the layout places them. */
export function PasteAnywhere({ paste }: Pick<Clipboard, 'paste'>) {
  usePaste(paste, () => null);
  return null;
}

function usePaste(paste: Clipboard['paste'], centre: () => Position | null): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (isForText(event.target)) return;
      const fragment = fragmentFromText(event.clipboardData?.getData('text/plain') ?? '');
      if (!fragment) return;
      event.preventDefault();
      paste(fragment, centre());
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  });
}
