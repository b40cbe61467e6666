import { Box, Button, Progress, Skeleton, Text, Title } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { IconList } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { ErrorState } from '../../ui/feedback/States';
import { CoursePlans } from './CoursePlans';
import { Finished, FinishedNotice } from './Finished';
import { LessonView } from './LessonView';
import { Outline } from './Outline';
import { OutlineDrawer } from './OutlineDrawer';
import classes from './Player.module.css';
import { type PlayerCourse, useCourse } from './player-data';
import { lessonAfter, lessonsOf, lessonToShow } from './player-state';

/** A course: its outline with progress on one side, the lesson on the other. The address names the lesson. */
export function Player() {
  const { courseId = '' } = useParams();
  const course = useCourse(courseId);
  if (course.isError && !course.data) {
    return (
      <ErrorState
        error={course.error}
        what="The course could not be opened"
        safe="Your progress is safe."
        onRetry={() => void course.refetch()}
      />
    );
  }
  if (!course.data) {
    return (
      <div className={classes.columns}>
        <Skeleton height={320} radius="md" visibleFrom="md" />
        <Skeleton height={420} radius="lg" />
      </div>
    );
  }
  return <Course course={course.data} />;
}

function Course({ course }: { course: PlayerCourse }) {
  const [search, setSearch] = useSearchParams();
  const [listed, { open, close }] = useDisclosure();
  const lesson = lessonToShow(course, search.get('lesson'));
  useDocumentTitle(lesson ? `${lesson.title} · ${course.title}` : course.title);
  const finished = search.has('finished') && course.completedAt !== null;
  const content = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const show = (address: { lesson: string } | { finished: string }) => {
    close();
    moved.current = true;
    setSearch(address);
    window.scrollTo({ top: 0 });
  };
  const choose = (id: string) => show({ lesson: id });
  const finish = () => show({ finished: '1' });
  // The pressed button is removed with its lesson, so the focus moves to the heading of the new content.
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves when something else is shown
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const heading = content.current?.querySelector<HTMLElement>('h1, h2');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [lesson?.id, finished]);
  const outlined = { course, current: finished ? undefined : lesson?.id, onChoose: choose };
  const total = lessonsOf(course).length;
  const next = lesson && lessonAfter(course, lesson.id);
  return (
    <div className={classes.columns}>
      <Box className={classes.side}>
        <Title order={2}>{course.title}</Title>
        {(course.open || course.progressPercent > 0) && (
          <>
            <Progress value={course.progressPercent} size="sm" mt="sm" aria-label={`${course.progressPercent} percent done`} />
            <Text size="sm" c="dimmed" mt={6} className="p-numbers">
              {course.progressPercent}% done
            </Text>
          </>
        )}
        <Box visibleFrom="md" mt="md">
          <Outline {...outlined} />
        </Box>
        <Button hiddenFrom="md" variant="default" mt="sm" fullWidth leftSection={<IconList size={16} />} onClick={open}>
          All {total} lessons
        </Button>
      </Box>
      <OutlineDrawer opened={listed} onClose={close} {...outlined} />
      <Box ref={content}>
        <CoursePlans course={course} />
        {finished && <Finished course={course} onReview={() => lesson && choose(lesson.id)} />}
        {!finished && course.completedAt && <FinishedNotice course={course} onOpen={finish} />}
        {finished ? null : lesson ? (
          <LessonView
            key={lesson.id}
            course={course}
            lesson={lesson}
            onFinish={finish}
            {...(next && { onNext: () => choose(next.id) })}
          />
        ) : (
          <Text c="dimmed">This course has no lessons yet. They appear here as soon as the school adds them.</Text>
        )}
      </Box>
    </div>
  );
}
