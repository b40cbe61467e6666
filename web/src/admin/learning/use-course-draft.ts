import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isRefusal } from '../../ui/api/failure';
import { showDone, showFailure, withdrawFailure } from '../../ui/feedback/toasts';
import { type Contents, emptyContent, type LessonContent, withChange, withLoaded, withSaved, withTheirs } from './lesson-content';
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
 * A course in the editor: its structure, the lesson contents that were opened, and one save for everything.
 * @param onNewId called when a saved lesson gets its ID
 * @param onRefused called with the lesson that could not be saved
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
  const restructured = !sameStructure(outline, saved);
  const dirty = restructured || changedLessons(draft).length > 0;
  const behind = loaded.revision > saved.revision;
  const loadOutline = () => {
    setOutline(loaded);
    setSaved(loaded);
  };

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
      // The lesson was created empty with the outline. Input since then is not saved yet.
      setContents((now) => (now.has(from) ? withSaved(now, from, emptyContent, { id: to, revision: 1 }) : now));
      onNewId(from, to);
    }
    setSaved(stored);
    queries.setQueryData(outlineKey(productId), step.answer);
  };
  const save = useMutation({
    // Marks only what was sent as saved, because typing may continue during the save.
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
  // A concurrent second save would use a revision that the first one is about to replace, so it waits.
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
  // Shows what another person saved, unless it would replace unsaved changes to the structure.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each revision
  useEffect(() => {
    if (behind && !restructured && !isPending) loadOutline();
  }, [behind, restructured, isPending]);
  return {
    /** Another person saved another structure, which this one must not overwrite. */
    behind: behind && restructured && !isPending,
    loadOutline,
    outline,
    contents,
    problems,
    problem,
    dirty,
    isPending,
    trySave,
    setOutline,
    adopt: (content: Parameters<typeof withLoaded>[1]) => setContents((now) => withLoaded(now, content)),
    loadLesson: (content: Parameters<typeof withLoaded>[1]) => setContents((now) => withTheirs(now, content)),
    write: (id: string, change: Partial<LessonContent>) => setContents((now) => withChange(now, id, change)),
  };
}
