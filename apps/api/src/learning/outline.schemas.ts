import { releaseRuleSchema } from '@perennial/domain';
import { z } from 'zod';
import { Revision } from '../http/schemas.js';
import { isPlayable } from './video-url.js';

const title = z.string().trim().min(1, 'give it a title').max(160, 'at most 160 characters');
const bodyHtml = z.string().max(200_000, 'at most 200,000 characters');
const videoUrl = z
  .string()
  .trim()
  .max(2000)
  .refine(isPlayable, 'use an https address at YouTube or Vimeo, or of a film file such as .mp4');
const immediately = { mode: 'immediate', localTime: '00:00', basis: 'member' } as const;

const LessonInput = z
  .object({
    /** Left out for a lesson that is new. */
    id: z.uuid().nullish(),
    title,
    kind: z.enum(['text', 'video']).default('text'),
    /** Left out to keep what is there. */
    bodyHtml: bodyHtml.optional(),
    videoUrl: videoUrl.nullable().default(null),
    required: z.boolean().default(true),
    preview: z.boolean().default(false),
    release: releaseRuleSchema.default(immediately),
  })
  .meta({ id: 'LessonInput' });
const ModuleInput = z
  .object({
    /** Left out for a module that is new. */
    id: z.uuid().nullish(),
    title,
    release: releaseRuleSchema.default(immediately),
    lessons: z.array(LessonInput).max(300, 'at most 300 lessons in a module'),
  })
  .meta({ id: 'ModuleInput' });

/** The whole outline, in course order. What is not in it is removed. */
export const OutlineInput = z
  .object({ revision: Revision, modules: z.array(ModuleInput).max(200, 'at most 200 modules') })
  .meta({ id: 'OutlineInput' });

const LessonResponse = z
  .object({
    id: z.uuid(),
    title: z.string(),
    kind: z.enum(['text', 'video']),
    bodyHtml: z.string(),
    videoUrl: z.string().nullable(),
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
