import { releaseRuleSchema } from '@perennial/domain/learning';
import { z } from 'zod';
import { Revision } from '../../platform/http/schemas.js';
import { isPlayable } from './video-url.js';

const title = z.string().trim().min(1, 'give it a title').max(160, 'at most 160 characters');
const bodyHtml = z.string().max(200_000, 'at most 200,000 characters');
const videoUrl = z
  .string()
  .trim()
  .max(2000)
  .refine(isPlayable, 'use an https address at YouTube or Vimeo, or of a film file such as .mp4');
const immediately = { mode: 'immediate', localTime: '00:00', basis: 'member' } as const;

const kind = z.enum(['text', 'video']);

/** What is learned in a lesson. */
export const LessonContentInput = z
  .object({ kind: kind.default('text'), bodyHtml: bodyHtml.default(''), videoUrl: videoUrl.nullable().default(null) })
  .meta({ id: 'LessonContentInput' });
/** A change of one lesson; the revision is the one that was read. */
export const LessonContentChange = LessonContentInput.extend({ revision: Revision }).meta({ id: 'LessonContentChange' });
export const LessonContentResponse = z
  .object({ id: z.uuid(), revision: z.int(), kind, bodyHtml: z.string(), videoUrl: z.string().nullable() })
  .meta({ id: 'LessonContent' });
export type LessonContentView = z.output<typeof LessonContentResponse>;

const LessonInput = z
  .object({
    /** Left out for a lesson that is new. A lesson that was taken out is put back by its id. */
    id: z.uuid().nullish(),
    title,
    /** What is learned in a lesson that is new; one that is there is saved by itself. */
    kind: kind.optional(),
    bodyHtml: bodyHtml.optional(),
    videoUrl: videoUrl.nullish(),
    required: z.boolean().default(true),
    preview: z.boolean().default(false),
    release: releaseRuleSchema.default(immediately),
  })
  .meta({ id: 'LessonInput' });
const ModuleInput = z
  .object({
    /** Left out for a module that is new. A module that was taken out is put back by its id. */
    id: z.uuid().nullish(),
    title,
    release: releaseRuleSchema.default(immediately),
    lessons: z.array(LessonInput).max(300, 'at most 300 lessons in a module'),
  })
  .meta({ id: 'ModuleInput' });

/** The structure of a course, in course order. What is not in it is removed. */
export const OutlineInput = z
  .object({ revision: Revision, modules: z.array(ModuleInput).max(200, 'at most 200 modules') })
  .meta({ id: 'OutlineInput' });

const LessonResponse = z
  .object({
    id: z.uuid(),
    title: z.string(),
    kind,
    required: z.boolean(),
    preview: z.boolean(),
    release: releaseRuleSchema,
  })
  .meta({ id: 'OutlineLesson' });
export const OutlineResponse = z
  .object({
    revision: z.int(),
    modules: z.array(
      z
        .object({ id: z.uuid(), title: z.string(), release: releaseRuleSchema, lessons: z.array(LessonResponse) })
        .meta({ id: 'OutlineModule' }),
    ),
  })
  .meta({ id: 'Outline' });
export type OutlineView = z.output<typeof OutlineResponse>;
export type OutlineChange = z.output<typeof OutlineInput>;
