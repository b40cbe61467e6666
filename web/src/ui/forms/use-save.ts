import type { UseFormReturnType } from '@mantine/form';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiFailure } from '../api/failure';
import { showDone, showFailure } from '../feedback/toasts';

interface SaveOptions<V, R> {
  readonly save: (values: V) => Promise<R>;
  /** What to say when it is done. */
  readonly done?: string;
  /** What to say above the reason when it is not. */
  readonly failed: string;
  /** Queries that are stale afterwards. */
  readonly stale?: readonly QueryKey[];
  readonly onSaved?: (result: R, values: V) => void;
}

/**
 * Saves a form: a refusal goes beside its field and nothing typed is lost. Asked again while a save runs, it saves what was typed
 * since when that one is over: two at once could arrive in the wrong order, or make two things of one form.
 */
export function useSave<V extends object, R>(form: UseFormReturnType<V>, options: SaveOptions<V, R>) {
  const queries = useQueryClient();
  const running = useRef<V>(null);
  const next = useRef<V>(null);
  const saving = useMutation({
    mutationFn: (values: V) => options.save(values),
    onSuccess: async (result, values) => {
      form.resetDirty(values);
      if (options.done) showDone(options.done);
      options.onSaved?.(result, values);
      await Promise.all((options.stale ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      const fields = error instanceof ApiFailure ? error.fields : {};
      const known = Object.entries(fields).filter(([field]) => form.getInputNode(field) !== null);
      if (known.length === 0) return showFailure(error, options.failed);
      form.setErrors(Object.fromEntries(known));
      form.getInputNode(known[0]?.[0] ?? '')?.focus();
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
