import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';

/** How an editor shows the steps. */
export type EditorView = 'canvas' | 'list';

/** The view that someone chose in this browser. Until then, a phone opens the list: a canvas needs room. */
export function useEditorView(): [EditorView, (view: EditorView) => void] {
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  // A window that becomes narrow does not replace what someone is working with.
  const [usual] = useState<EditorView>(phone ? 'list' : 'canvas');
  const [chosen, choose] = useLocalStorage<EditorView | null>({
    key: 'perennial-automation-view',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  return [chosen === 'canvas' || chosen === 'list' ? chosen : usual, choose];
}
