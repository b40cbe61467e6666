import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconBook2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState, ErrorState, TextSkeleton } from '../../ui/feedback/States';
import { showUndo } from '../../ui/feedback/toasts';
import { ChangedElsewhere } from '../../ui/forms/ChangedElsewhere';
import { useUnsaved } from '../../ui/forms/use-unsaved';
import { LessonEditor } from './LessonEditor';
import { draftOf, isChanged, isNewer, loadContent } from './lesson-content';
import classes from './Outline.module.css';
import { OutlineTree } from './OutlineTree';
import { changeLesson, findLesson, isNewId, newId, newModule, type Outline, putBack, takeOut } from './outline';
import { useCourseDraft } from './use-course-draft';

/** Outline on the left, the open lesson on the right; with one save for both. */
export function OutlineEditor({ productId, loaded }: { productId: string; loaded: Outline }) {
  const [search, setSearch] = useSearchParams();
  const openLesson = (id: string) => setSearch({ lesson: id }, { replace: true });
  const course = useCourseDraft(productId, loaded, {
    onNewId: (from, to) => setSearch((now) => (now.get('lesson') === from ? { lesson: to } : now), { replace: true }),
    onRefused: (id) => {
      if (findLesson(course.outline, id)) openLesson(id);
    },
  });
  const { outline, problem, dirty, isPending, trySave, setOutline } = course;
  useUnsaved(dirty, { keptAcrossTabs: true });
  const lesson = findLesson(outline, search.get('lesson'));
  useHotkeys([['mod+S', trySave]], [], true);
  const remove = (id: string, message: string) => {
    const taken = takeOut(outline, id);
    if (!taken) return;
    setOutline(taken.rest);
    showUndo(message, () => setOutline((now) => putBack(now, taken.removed)));
  };
  if (outline.modules.length === 0) {
    return (
      <EmptyState
        icon={<IconBook2 size={22} />}
        title="Structure the course"
        action={<Button onClick={() => setOutline({ ...outline, modules: [newModule(newId())] })}>Add the first module</Button>}
      >
        A course has modules, and modules have lessons. Each can open immediately, some days after a member joins, on a date, or
        after the previous one is completed.
      </EmptyState>
    );
  }
  return (
    <>
      <ChangedElsewhere shown={course.behind} stale onLoad={course.loadOutline} />
      <Group justify="flex-end" mb="md" gap="sm">
        <Text size="sm" c={problem ? 'red' : 'dimmed'} role="status">
          {problem ?? (dirty ? 'Not saved yet' : 'All saved')}
        </Text>
        <Button onClick={trySave} loading={isPending} disabled={!dirty || problem !== null}>
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
          <InView key={lesson.id}>
            <OpenLesson
              course={course}
              lesson={lesson}
              onChange={(change) => setOutline((now) => changeLesson(now, lesson.id, change))}
              onRemove={() => remove(lesson.id, `Lesson “${lesson.title}” removed.`)}
            />
          </InView>
        ) : (
          <Text c="dimmed" ta="center" py="xl">
            Select a lesson to edit it.
          </Text>
        )}
      </div>
    </>
  );
}

/** Scrolls to what was opened if it is out of view: on a phone, a lesson is below the outline. */
function InView({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current && place.current.getBoundingClientRect().top > window.innerHeight - 100) place.current.scrollIntoView();
  }, []);
  return <div ref={place}>{children}</div>;
}

interface OpenLessonProps extends Pick<ComponentProps<typeof LessonEditor>, 'lesson' | 'onChange' | 'onRemove'> {
  readonly course: ReturnType<typeof useCourseDraft>;
}

/** One lesson. Its content is loaded when it is opened. */
function OpenLesson({ course, lesson, ...actions }: OpenLessonProps) {
  const { adopt, loadLesson, write, contents, problems, isPending } = course;
  const draft = draftOf(contents, lesson.id);
  const stored = useQuery({
    queryKey: ['lessons', lesson.id, 'content'],
    queryFn: () => loadContent(lesson.id),
    enabled: !isNewId(lesson.id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was loaded is taken over once, and not under the hands of the author
  useEffect(() => {
    if (stored.data) adopt(stored.data);
  }, [stored.data]);
  if (stored.isError && !draft)
    return <ErrorState error={stored.error} what="The lesson could not be loaded" onRetry={() => void stored.refetch()} />;
  if (!draft) return <TextSkeleton lines={8} />;
  return (
    <>
      <ChangedElsewhere
        shown={stored.data !== undefined && isChanged(draft) && isNewer(stored.data, draft) && !isPending}
        stale
        onLoad={() => stored.data && loadLesson(stored.data)}
      />
      <LessonEditor
        key={draft.loaded}
        lesson={lesson}
        content={draft.now}
        problems={problems.get(lesson.id)}
        onWrite={(change) => write(lesson.id, change)}
        {...actions}
      />
    </>
  );
}
