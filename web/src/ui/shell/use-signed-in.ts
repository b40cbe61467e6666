import { useRef, useSyncExternalStore } from 'react';
import { unsavedForms } from '../forms/unsaved';

interface SignedIn<T> {
  /** For whom the page is shown; null for a visitor. */
  readonly shown: T | null;
  /** The session of that person has ended, or somebody else has signed in. */
  readonly ended: boolean;
}

/**
 * Who is signed in. When a session ends while something typed is not saved, the page stays the one of whoever typed it, so that it
 * can be saved later: a page that turns into the sign-in form would discard it.
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
