import { Button, Group, Text } from '@mantine/core';
import { IconCheck, IconLock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { EmptyState } from '../../ui/feedback/States';
import { showUndo } from '../../ui/feedback/toasts';
import { LessonPage } from '../../ui/lesson/LessonPage';
import { Opens } from './Outline';
import classes from './Player.module.css';
import { completeLesson, courseKey, openLesson, type PlayerCourse, type PlayerLesson, uncompleteLesson } from './player-data';
import { isLastOne, withState } from './player-state';
import { VideoFile } from './VideoFile';

interface LessonViewProps {
  readonly course: PlayerCourse;
  readonly lesson: PlayerLesson;
  readonly onNext?: () => void;
  /** The course is finished with this lesson. */
  readonly onFinish: () => void;
}

export function LessonView({ course, lesson, onNext, onFinish }: LessonViewProps) {
  const queries = useQueryClient();
  // A free preview of a closed course has no progress to keep.
  const fresh = lesson.state === 'available' && course.open;
  useEffect(() => {
    if (!fresh) return;
    openLesson(lesson.id).then(
      () =>
        queries.setQueryData<PlayerCourse>(courseKey(course.id), (known) =>
          known ? withState(known, lesson.id, 'in_progress', 'available') : known,
        ),
      // A failure to record the opening is no reason to disturb the reader.
      () => undefined,
    );
  }, [fresh, lesson.id, course.id, queries]);
  if (lesson.state === 'locked') {
    return (
      <EmptyState icon={<IconLock size={22} />} title={lesson.title}>
        <Opens lesson={lesson} size="md" />
      </EmptyState>
    );
  }
  return (
    <LessonPage
      title={lesson.title}
      videoUrl={lesson.videoUrl}
      bodyHtml={lesson.bodyHtml}
      file={(url) => (
        <VideoFile lessonId={lesson.id} url={url} title={lesson.title} startAt={lesson.positionSeconds ?? 0} kept={course.open} />
      )}
    >
      {course.open && <Done course={course} lesson={lesson} onNext={onNext} onFinish={onFinish} />}
    </LessonPage>
  );
}

interface DoneProps extends Omit<LessonViewProps, 'onNext'> {
  readonly onNext: (() => void) | undefined;
}

function Done({ course, lesson, onNext, onFinish }: DoneProps) {
  const queries = useQueryClient();
  const key = courseKey(course.id);
  const mark = useMutation({
    mutationFn: (done: boolean) => (done ? completeLesson(lesson.id) : uncompleteLesson(lesson.id)),
    onMutate: (done) => {
      const before = queries.getQueryData<PlayerCourse>(key);
      if (before) queries.setQueryData(key, withState(before, lesson.id, done ? 'completed' : 'in_progress'));
      return before;
    },
    meta: { failed: 'Your progress was not saved' },
    onError: (_error, _done, before) => {
      queries.setQueryData(key, before);
    },
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey: key }), queries.invalidateQueries({ queryKey: ['home'] })]),
  });
  const last = isLastOne(course, lesson.id);
  const complete = () => {
    if (last) return mark.mutate(true, { onSuccess: ({ courseCompleted }) => courseCompleted && onFinish() });
    mark.mutate(true);
    showUndo('Lesson done.', () => mark.mutateAsync(false), { instead: 'lesson', position: 'top-center' });
    onNext?.();
  };
  const done = lesson.state === 'completed';
  return (
    <Group className={classes.done} justify="space-between">
      {done ? (
        <Group gap={6}>
          <IconCheck size={17} aria-hidden />
          <Text>Done</Text>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => mark.mutate(false)}>
            Mark as not done
          </Button>
        </Group>
      ) : (
        <Button size="md" leftSection={<IconCheck size={17} />} loading={last && mark.isPending} onClick={complete}>
          {last ? 'Finish the course' : onNext ? 'Done, next lesson' : 'Mark as done'}
        </Button>
      )}
      {onNext && (
        <Button variant={done ? 'filled' : 'default'} size="md" onClick={onNext}>
          Next lesson
        </Button>
      )}
    </Group>
  );
}
