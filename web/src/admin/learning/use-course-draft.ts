import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isRefusal } from '../../ui/api/failure';
import { showDone, showFailure, withdrawFailure } from '../../ui/feedback/toasts';
import { type Contents, emptyContent, type LessonContent, withChange, withLoaded, withSaved } from './lesson-content';
import { isNewId, type Outline, outlineKey, outlineProblem, sameStructure, withIds } from './outline';
import {
  type CourseDraft,
  changedLessons,
  LessonNotSaved,
  type Problems,
  problemsOf,
  type Saved,
  saveCourse,
  storedOutline,
} from './save-course';

const notSaved = 'The course was not saved';

/**
 * A course in the editor: its structure, the contents that were opened, and one save for all of it.
 * @param onNewId told when a saved lesson got its id
 * @param onRefused told which lesson could not be saved
 */
export function useCourseDraft(
  productId: string,
  loaded: Outline,
  { onNewId, onRefused }: { onNewId: (from: string, to: string) => void; onRefused: (lessonId: string) => void },
) {
  const queries = useQueryClient();
  const [outline, setOutline] = useState(loaded);
  const [saved, setSaved] = useState(loaded);
  const [contents, setContents] = useState<Contents>(new Map());
  const [problems, setProblems] = useState<Problems>(new Map());
  const draft: CourseDraft = { outline, contents };
  const dirty = !sameStructure(outline, saved) || changedLessons(draft).length > 0;

  const takeIds = (ids: ReadonlyMap<string, string>, revision: number) => {
    setOutline((now) => withIds(now, ids, revision));
    for (const [from, to] of ids) if (from !== to) onNewId(from, to);
  };
  const onSaved = (step: Saved) => {
    if ('lesson' in step) {
      setContents((now) => withSaved(now, step.lesson, step.sent, step.stored));
      if (isNewId(step.lesson)) takeIds(new Map([[step.lesson, step.stored.id]]), outline.revision);
      return;
    }
    const { ids, stored } = storedOutline(step.outline, step.answer);
    setOutline((now) => withIds(now, ids, stored.revision));
    for (const [from, to] of ids) {
      if (from === to) continue;
      // It was made empty with the outline; what was typed into it meanwhile is not saved yet.
      setContents((now) => (now.has(from) ? withSaved(now, from, emptyContent, { id: to, revision: 1 }) : now));
      onNewId(from, to);
    }
    setSaved(stored);
    queries.setQueryData(outlineKey(productId), step.answer);
  };
  const save = useMutation({
    // What is sent is what is marked as saved: typing may go on meanwhile, and would be lost otherwise.
    mutationFn: (sent: CourseDraft) => saveCourse(productId, sent, !sameStructure(sent.outline, saved), onSaved),
    onMutate: () => setProblems(new Map()),
    onSuccess: () => {
      withdrawFailure(notSaved);
      showDone('Saved.');
    },
    onError: (error, sent) => {
      asked.current = false;
      const refused = problemsOf(error, sent);
      setProblems(refused.problems);
      const cause = error instanceof LessonNotSaved ? error.cause : error;
      if (isRefusal(cause, 'stale_revision')) withdrawFailure(notSaved);
      showFailure(cause, notSaved, refused.named);
      const [first] = refused.problems.keys();
      if (first) onRefused(first);
    },
  });
  const problem = outlineProblem(outline);
  const { isPending, mutate } = save;
  // A second save at once would carry the revision that the first one is about to use up: it waits its turn.
  const asked = useRef(false);
  const trySave = () => {
    if (problem) return showFailure(new Error(problem), problem);
    if (isPending) asked.current = true;
    else if (dirty) mutate(draft);
  };
  useEffect(() => {
    if (isPending || !asked.current) return;
    asked.current = false;
    if (dirty && !problem) mutate({ outline, contents });
  }, [isPending, dirty, problem, outline, contents, mutate]);
  return {
    outline,
    contents,
    problems,
    problem,
    dirty,
    isPending,
    trySave,
    setOutline,
    adopt: (content: Parameters<typeof withLoaded>[1]) => setContents((now) => withLoaded(now, content)),
    write: (id: string, change: Partial<LessonContent>) => setContents((now) => withChange(now, id, change)),
  };
}
