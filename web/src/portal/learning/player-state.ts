import type { LessonState, PlayerCourse, PlayerLesson } from './player-data';

export const lessonsOf = (course: PlayerCourse): PlayerLesson[] => course.modules.flatMap((module) => [...module.lessons]);

/** The lesson of the address, or where the member was, or the first one. */
export function lessonToShow(course: PlayerCourse, wanted: string | null): PlayerLesson | undefined {
  const lessons = lessonsOf(course);
  return (
    lessons.find((lesson) => lesson.id === wanted) ?? lessons.find((lesson) => lesson.id === course.currentLessonId) ?? lessons[0]
  );
}

/** The lesson after another one in the outline. */
export function lessonAfter(course: PlayerCourse, id: string): PlayerLesson | undefined {
  const lessons = lessonsOf(course);
  const index = lessons.findIndex((lesson) => lesson.id === id);
  return index < 0 ? undefined : lessons[index + 1];
}

/** The course with one lesson in this state; if `from` is given, only if the lesson was in that state. */
export const withState = (course: PlayerCourse, id: string, state: LessonState, from?: LessonState): PlayerCourse => ({
  ...course,
  modules: course.modules.map((module) => ({
    ...module,
    lessons: module.lessons.map((lesson) =>
      lesson.id === id && (from === undefined || lesson.state === from) ? { ...lesson, state } : lesson,
    ),
  })),
});

/** The lessons that count for completion; all of them if none is required. */
const counting = (course: PlayerCourse): PlayerLesson[] => {
  const required = lessonsOf(course).filter((lesson) => lesson.required);
  return required.length > 0 ? required : lessonsOf(course);
};

/** Whether completing a lesson finishes the course now. */
export const isLastOne = (course: PlayerCourse, id: string): boolean =>
  course.completedAt === null &&
  counting(course).some((lesson) => lesson.id === id) &&
  counting(course).every((lesson) => lesson.id === id || lesson.state === 'completed');
