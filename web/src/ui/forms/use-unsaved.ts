import { createContext, useContext, useEffect, useRef } from 'react';
import { unsavedForms } from './unsaved';

/** The dialog or drawer that a form is in. */
export const UnsavedScope = createContext<symbol | null>(null);

interface UnsavedOptions {
  /** Asked at the moment something would discard the input, where rendering may be behind. */
  readonly isDirty?: () => boolean;
  /** The form stays mounted behind other tabs of its page. */
  readonly keptAcrossTabs?: boolean;
}

/** Has the guard ask before typed input of this component is discarded. */
export function useUnsaved(dirty: boolean, { isDirty, keptAcrossTabs = false }: UnsavedOptions = {}): void {
  const scope = useContext(UnsavedScope);
  const latest = useRef(() => dirty);
  latest.current = isDirty ?? (() => dirty);
  useEffect(
    () => (dirty ? unsavedForms.add({ scope, keptAcrossTabs, isDirty: () => latest.current() }) : undefined),
    [dirty, scope, keptAcrossTabs],
  );
}
