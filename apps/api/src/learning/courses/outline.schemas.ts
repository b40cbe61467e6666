import { LessonContentInput, LessonKind, OutlineInput, ReleaseRule } from '@perennial/domain/learning';
import { z } from 'zod';
import { Revision } from '../../platform/http/schemas.js';

/** A change of one lesson; the revision is the one that was read. */
export const LessonContentChange = LessonContentInput.extend({ revision: Revision }).meta({ id: 'LessonContentChange' });
export type LessonContentChange = z.output<typeof LessonContentChange>;
export const LessonContentView = z
  .object({ id: z.uuid(), revision: z.int(), kind: LessonKind, bodyHtml: z.string(), videoUrl: z.string().nullable() })
  .meta({ id: 'LessonContent' });
export type LessonContentView = z.output<typeof LessonContentView>;

/** A change of the structure of a course; the revision is the one that was read. */
export const OutlineChange = OutlineInput.extend({ revision: Revision }).meta({ id: 'OutlineChange' });
export type OutlineChange = z.output<typeof OutlineChange>;

const LessonResponse = z
  .object({
    id: z.uuid(),
    title: z.string(),
    kind: LessonKind,
    required: z.boolean(),
    preview: z.boolean(),
    release: ReleaseRule,
  })
  .meta({ id: 'OutlineLesson' });
export const OutlineView = z
  .object({
    revision: z.int(),
    modules: z.array(
      z
        .object({ id: z.uuid(), title: z.string(), release: ReleaseRule, lessons: z.array(LessonResponse) })
        .meta({ id: 'OutlineModule' }),
    ),
  })
  .meta({ id: 'Outline' });
export type OutlineView = z.output<typeof OutlineView>;
