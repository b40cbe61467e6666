import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { mergeStored } from './merge-stored';

/**
 * Keeps an open form up to date with what is stored: fields that nobody edits follow, and the input stays.
 * @param stored the values as they are read now, also after somebody else saved
 * @returns what `ChangedElsewhere` shows: whether a field was changed both here and elsewhere
 */
export function useStored<V extends object>(form: UseFormReturnType<V>, stored: V): { shown: boolean; onLoad: () => void } {
  const [shown, setShown] = useState(false);
  const text = JSON.stringify(stored);
  const seen = useRef(text);
  const latest = useRef({ form, stored });
  latest.current = { form, stored };
  const take = (values: V, base: V) => {
    const { form: current } = latest.current;
    current.setValues(values);
    current.resetDirty(base);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is stored brings something new
  useEffect(() => {
    if (seen.current === text) return;
    seen.current = text;
    const now = latest.current.form;
    const { values, contested } = mergeStored(now.getInitialValues(), now.getValues(), latest.current.stored);
    take(values, latest.current.stored);
    setShown(contested.length > 0);
  }, [text]);
  const onLoad = () => {
    take(latest.current.stored, latest.current.stored);
    setShown(false);
  };
  return { shown: shown && form.isDirty(), onLoad };
}
