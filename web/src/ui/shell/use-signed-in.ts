import { useRef, useSyncExternalStore } from 'react';
import { unsavedForms } from '../forms/unsaved';

interface SignedIn<T> {
  /** For whom the page is shown; null for a visitor. */
  readonly shown: T | null;
  /** The person's session has ended, or someone else has signed in. */
  readonly ended: boolean;
}

/**
 * The signed-in staff member. If a session ends while there is unsaved input, the page stays open, so that the input can be
 * saved after signing in again.
 */
export function useSignedIn<T>(current: T | null | undefined, idOf: (who: T) => string): SignedIn<T> {
  const unsaved = useSyncExternalStore(unsavedForms.subscribe, unsavedForms.snapshot).any;
  const last = useRef<T>(null);
  const known = last.current;
  const changed = current !== undefined && known !== null && (current === null || idOf(current) !== idOf(known));
  if (changed && unsaved) return { shown: known, ended: true };
  if (current !== undefined) last.current = current;
  return { shown: current ?? null, ended: false };
}
