import type { UseFormReturnType } from '@mantine/form';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { showDone, showFailure, withdrawFailure } from '../feedback/toasts';
import { placeProblems } from './place-problems';
import { useUnsaved } from './use-unsaved';

export interface SaveOptions<V, R> {
  readonly save: (values: V) => Promise<R>;
  /** The success message. */
  readonly done?: string;
  /** The title above the reason of a failure. */
  readonly failed: string;
  /** Queries that are stale afterwards. */
  readonly stale?: readonly QueryKey[];
  readonly onSaved?: (result: R, values: V) => void;
}

/**
 * Saves a form. Refusals are shown beside their fields, and the guard asks before typed input is discarded. If it is called
 * during a save, it saves again afterwards with the current input, because concurrent saves could arrive in the wrong order or
 * create two records.
 */
export function useSave<V extends object, R>(form: UseFormReturnType<V>, options: SaveOptions<V, R>) {
  const queries = useQueryClient();
  useUnsaved(form.isDirty(), { isDirty: () => form.isDirty() });
  const running = useRef<V>(null);
  const next = useRef<V>(null);
  const saving = useMutation({
    mutationFn: (values: V) => options.save(values),
    onSuccess: async (result, values) => {
      withdrawFailure(options.failed);
      form.resetDirty(values);
      if (options.done) showDone(options.done);
      options.onSaved?.(result, values);
      await Promise.all((options.stale ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      const elsewhere = placeProblems(form, error);
      if (elsewhere === null) showFailure(error, options.failed);
      else if (elsewhere.length > 0) showFailure(error, options.failed, elsewhere);
      else withdrawFailure(options.failed);
    },
    onSettled: (_result, error) => {
      running.current = null;
      const values = next.current;
      next.current = null;
      if (values && !error) mutate(values);
    },
  });
  const mutate = (values: V): void => {
    if (running.current === null) {
      running.current = values;
      saving.mutate(values);
    } else if (JSON.stringify(values) !== JSON.stringify(running.current)) next.current = values;
  };
  return { mutate, isPending: saving.isPending };
}
