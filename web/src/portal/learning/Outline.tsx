import { Box, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled, IconCircleHalf2, IconLock } from '@tabler/icons-react';
import { formatInstant } from '../../ui/values/instant';
import { Away, useZone } from '../../ui/values/Values';
import classes from './Player.module.css';
import type { PlayerCourse, PlayerLesson } from './player-data';

interface OutlineProps {
  readonly course: PlayerCourse;
  readonly current: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Modules and lessons, with what is done, open and locked. */
export function Outline({ course, current, onChoose }: OutlineProps) {
  return (
    <nav aria-label="Lessons">
      {course.modules.map((module) => (
        <Box key={module.id} mb="md">
          <Text size="sm" fw={600} mb={4}>
            {module.title}
          </Text>
          <ul className={classes.lessons}>
            {module.lessons.map((lesson) => (
              <li key={lesson.id}>
                <UnstyledButton
                  className={classes.lesson}
                  aria-current={lesson.id === current ? 'page' : undefined}
                  data-state={lesson.state}
                  onClick={() => onChoose(lesson.id)}
                >
                  <Mark lesson={lesson} />
                  <span>
                    {lesson.title}
                    {!lesson.required && (
                      <Text span size="xs" c="dimmed">
                        {' '}
                        · optional
                      </Text>
                    )}
                    {lesson.state === 'locked' && <Opens lesson={lesson} />}
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </Box>
      ))}
    </nav>
  );
}

const marks = {
  completed: { Icon: IconCircleCheckFilled, words: 'done' },
  available: { Icon: IconCircle, words: 'open' },
  in_progress: { Icon: IconCircleHalf2, words: 'started' },
  locked: { Icon: IconLock, words: 'locked' },
} as const;

function Mark({ lesson }: { lesson: PlayerLesson }) {
  const { Icon, words } = marks[lesson.state];
  return (
    <>
      <Icon size={17} className={classes.mark} aria-hidden />
      <VisuallyHidden>{words}: </VisuallyHidden>
    </>
  );
}

/** When, or by what, a locked lesson opens. */
export function Opens({ lesson, size = 'xs' }: { lesson: PlayerLesson; size?: 'xs' | 'md' }) {
  const zone = useZone();
  return (
    <Text span size={size} c="dimmed" display="block">
      {lesson.opensAt ? (
        <>
          Opens {formatInstant(lesson.opensAt, zone)} (<Away at={lesson.opensAt} />)
        </>
      ) : (
        (lesson.lockedReason ?? 'Opens after the previous lesson.')
      )}
    </Text>
  );
}
