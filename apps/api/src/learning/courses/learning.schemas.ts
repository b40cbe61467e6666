import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

const LessonState = z.enum(['locked', 'available', 'in_progress', 'completed']);
const Percent = z.int().min(0).max(100);

const PlayerLesson = z
  .object({
    id: z.uuid(),
    title: z.string(),
    kind: z.enum(['text', 'video']),
    required: z.boolean(),
    preview: z.boolean(),
    state: LessonState,
    /** When a locked lesson opens; null where something else than time opens it. */
    opensAt: Instant.nullable(),
    /** Why it is locked where no instant says it. */
    lockedReason: z.string().nullable(),
    completedAt: Instant.nullable(),
    /** Only of a lesson that is open. */
    bodyHtml: z.string().nullable(),
    videoUrl: z.string().nullable(),
    positionSeconds: z.int(),
  })
  .meta({ id: 'PlayerLesson' });
export const PlayerCourseResponse = z
  .object({
    id: z.uuid(),
    title: z.string(),
    slug: z.string(),
    description: z.string(),
    /** Whether a live right opens the course; without one only previews are open. */
    open: z.boolean(),
    progressPercent: Percent,
    completedAt: Instant.nullable(),
    nextUnlockAt: Instant.nullable(),
    /** What finishing has earned; null where nothing was asked for. `needsName`: it waits for the member's name. */
    certificate: z.object({ state: z.enum(['requested', 'issued', 'failed']), needsName: z.boolean() }).nullable(),
    currentLessonId: z.uuid().nullable(),
    waysIn: z
      .array(z.object({ planTitle: z.string(), slug: z.string().nullable(), membershipId: z.uuid().nullable() }))
      .meta({ description: 'While the course is closed: plans on sale that open it, and memberships of the person that would.' }),
    modules: z.array(z.object({ id: z.uuid(), title: z.string(), lessons: z.array(PlayerLesson) }).meta({ id: 'PlayerModule' })),
  })
  .meta({ id: 'PlayerCourse' });
export type PlayerCourse = z.output<typeof PlayerCourseResponse>;
export type PlayerLessonView = z.output<typeof PlayerLesson>;

export const MemberHomeResponse = z
  .object({
    continueWith: z
      .object({
        courseId: z.uuid(),
        courseTitle: z.string(),
        lessonId: z.uuid(),
        lessonTitle: z.string(),
        progressPercent: Percent,
      })
      .nullable(),
    courses: z.array(
      z
        .object({
          id: z.uuid(),
          title: z.string(),
          slug: z.string(),
          progressPercent: Percent,
          completedAt: Instant.nullable(),
          nextUnlockAt: Instant.nullable(),
        })
        .meta({ id: 'HomeCourse' }),
    ),
    closedCourses: z
      .array(
        z
          .object({ id: z.uuid(), title: z.string(), progressPercent: Percent, completedAt: Instant.nullable() })
          .meta({ id: 'ClosedCourse' }),
      )
      .meta({ description: 'Courses that the person took and that are not open any more.' }),
  })
  .meta({ id: 'MemberHome' });
export type MemberHome = z.output<typeof MemberHomeResponse>;

export const LessonProgressResponse = z
  .object({ lessonId: z.uuid(), state: LessonState, progressPercent: Percent, courseCompleted: z.boolean() })
  .meta({ id: 'LessonProgress' });
export type LessonProgressView = z.output<typeof LessonProgressResponse>;

export const PositionInput = z.object({ seconds: z.int().min(0).max(172_800) }).meta({ id: 'PositionInput' });
