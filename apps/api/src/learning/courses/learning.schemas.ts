import { LessonKind } from '@perennial/domain/learning';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

const LessonState = z.enum(['locked', 'available', 'in_progress', 'completed']);
const Percent = z.int().min(0).max(100);

const PlayerLessonView = z
  .object({
    id: z.uuid(),
    title: z.string(),
    kind: LessonKind,
    required: z.boolean(),
    preview: z.boolean(),
    state: LessonState,
    /** When a locked lesson opens; null where something else than time opens it. */
    opensAt: Instant.nullable(),
    /** Why it is locked, if it has no opening time. */
    lockedReason: z.string().nullable(),
    completedAt: Instant.nullable(),
    /** Only of a lesson that is open. */
    bodyHtml: z.string().nullable(),
    videoUrl: z.string().nullable(),
    positionSeconds: z.int(),
  })
  .meta({ id: 'PlayerLesson' });
export const PlayerCourse = z
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
    /** The certificate for completing the course; null if none was requested. `needsName`: it waits for the member's name. */
    certificate: z.object({ state: z.enum(['requested', 'issued', 'failed']), needsName: z.boolean() }).nullable(),
    currentLessonId: z.uuid().nullable(),
    includedIn: z
      .array(z.object({ planTitle: z.string(), slug: z.string().nullable(), membershipId: z.uuid().nullable() }))
      .meta({
        description:
          'While the course is closed: the plans on sale that include it, and the person’s memberships that include it.',
      }),
    modules: z.array(
      z.object({ id: z.uuid(), title: z.string(), lessons: z.array(PlayerLessonView) }).meta({ id: 'PlayerModule' }),
    ),
  })
  .meta({ id: 'PlayerCourse' });
export type PlayerCourse = z.output<typeof PlayerCourse>;
export type PlayerLessonView = z.output<typeof PlayerLessonView>;

export const MemberHome = z
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
      .meta({ description: 'Courses that the person took and no longer has access to.' }),
  })
  .meta({ id: 'MemberHome' });
export type MemberHome = z.output<typeof MemberHome>;

export const LessonProgressView = z
  .object({ lessonId: z.uuid(), state: LessonState, progressPercent: Percent, courseCompleted: z.boolean() })
  .meta({ id: 'LessonProgress' });
export type LessonProgressView = z.output<typeof LessonProgressView>;

export const PositionInput = z.object({ seconds: z.int().min(0).max(172_800) }).meta({ id: 'PositionInput' });
export type PositionInput = z.output<typeof PositionInput>;
