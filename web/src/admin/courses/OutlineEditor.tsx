import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconBook2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { isRefusal } from '../../ui/api/failure';
import { EmptyState } from '../../ui/feedback/States';
import { showDone, showFailure, showUndo } from '../../ui/feedback/toasts';
import { useUnsaved } from '../../ui/forms/use-unsaved';
import { LessonEditor } from './LessonEditor';
import classes from './Outline.module.css';
import { OutlineTree } from './OutlineTree';
import {
  changeLesson,
  findLesson,
  givenIds,
  newId,
  newModule,
  type Outline,
  outlineKey,
  outlineProblem,
  putBack,
  saveOutline,
  takeOut,
  withIds,
} from './outline';

/** Outline on the left, the open lesson on the right; one save for all of it. */
export function OutlineEditor({ productId, loaded }: { productId: string; loaded: Outline }) {
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const [outline, setOutline] = useState(loaded);
  const [saved, setSaved] = useState(loaded);
  const dirty = outline !== saved;
  useUnsaved(dirty, { keptAcrossTabs: true });
  const lesson = findLesson(outline, search.get('lesson'));
  const openLesson = (id: string) => setSearch({ lesson: id }, { replace: true });
  const asked = useRef(false);
  const save = useMutation({
    // What is sent is what is marked as saved: typing may go on meanwhile, and would be lost otherwise.
    mutationFn: (sent: Outline) => saveOutline(productId, sent),
    onSuccess: (answer, sent) => {
      const ids = givenIds(sent, answer);
      const stored = withIds(sent, ids, answer.revision);
      setOutline((now) => (now === sent ? stored : withIds(now, ids, answer.revision)));
      setSaved(stored);
      const open = search.get('lesson');
      const given = open && ids.get(open);
      if (given && given !== open) openLesson(given);
      queries.setQueryData(outlineKey(productId), answer);
      showDone('Saved.');
    },
    onError: (error) => {
      asked.current = false;
      showFailure(
        error,
        isRefusal(error, 'stale_revision') ? 'Somebody else saved this course meanwhile' : 'The course was not saved',
      );
    },
  });
  const problem = outlineProblem(outline);
  const { isPending, mutate } = save;
  const trySave = () => {
    if (problem) return showFailure(new Error(problem), problem);
    // A second save at once would carry the revision that the first one is about to use up: it waits its turn.
    if (isPending) asked.current = true;
    else if (dirty) mutate(outline);
  };
  useEffect(() => {
    if (isPending || !asked.current) return;
    asked.current = false;
    if (dirty && !problem) mutate(outline);
  }, [isPending, dirty, problem, outline, mutate]);
  useHotkeys([['mod+S', trySave]], [], true);
  const remove = (id: string, words: string) => {
    const taken = takeOut(outline, id);
    if (!taken) return;
    setOutline(taken.rest);
    showUndo(words, () => setOutline((now) => putBack(now, taken.removed)));
  };
  if (outline.modules.length === 0) {
    return (
      <EmptyState
        icon={<IconBook2 size={22} />}
        title="Structure the course"
        action={<Button onClick={() => setOutline({ ...outline, modules: [newModule(newId())] })}>Add the first module</Button>}
      >
        A course has modules, and modules have lessons. Each can open at once, some days after a member joins, on a date, or when
        the one before it is done.
      </EmptyState>
    );
  }
  return (
    <>
      <Group justify="flex-end" mb="md" gap="sm">
        <Text size="sm" c={problem ? 'red' : 'dimmed'} role="status">
          {problem ?? (dirty ? 'Not saved yet' : 'All saved')}
        </Text>
        <Button onClick={trySave} loading={save.isPending} disabled={!dirty || problem !== null}>
          Save
        </Button>
      </Group>
      <div className={classes.columns}>
        <OutlineTree
          outline={outline}
          current={lesson?.id ?? null}
          onChange={setOutline}
          onOpen={openLesson}
          onRemoveModule={(module) => remove(module.id, `Module “${module.title}” removed.`)}
        />
        {lesson ? (
          <LessonEditor
            key={lesson.id}
            lesson={lesson}
            onChange={(change) => setOutline((now) => changeLesson(now, lesson.id, change))}
            onRemove={() => remove(lesson.id, `Lesson “${lesson.title}” removed.`)}
          />
        ) : (
          <Text c="dimmed" ta="center" py="xl">
            Choose a lesson to edit it.
          </Text>
        )}
      </div>
    </>
  );
}
