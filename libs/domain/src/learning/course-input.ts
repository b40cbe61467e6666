import { z } from 'zod';
import { ReleaseRule, releaseImmediately } from './release.js';
import { isPlayable } from './video-url.js';

/** What a lesson consists of. */
export const LessonKind = z.enum(['text', 'video']);

/** The title of a module or a lesson. */
export const OutlineTitle = z.string().trim().min(1, 'give it a title').max(160, 'at most 160 characters');
const bodyHtml = z.string().max(200_000, 'at most 200,000 characters');
const videoUrl = z
  .string()
  .trim()
  .max(2000)
  .refine(isPlayable, 'use an https address at YouTube or Vimeo, or of a video file such as .mp4');

/** The content of a lesson. */
export const LessonContentInput = z
  .object({ kind: LessonKind.default('text'), bodyHtml: bodyHtml.default(''), videoUrl: videoUrl.nullable().default(null) })
  .meta({ id: 'LessonContentInput' });
export type LessonContentInput = z.output<typeof LessonContentInput>;

const LessonInput = z
  .object({
    /** Absent for a new lesson. The ID of a removed lesson restores it. */
    id: z.uuid().nullish(),
    title: OutlineTitle,
    /** Content of a new lesson. The content of an existing lesson is saved separately. */
    kind: LessonKind.optional(),
    bodyHtml: bodyHtml.optional(),
    videoUrl: videoUrl.nullish(),
    required: z.boolean().default(true),
    preview: z.boolean().default(false),
    release: ReleaseRule.default(releaseImmediately),
  })
  .meta({ id: 'LessonInput' });
const ModuleInput = z
  .object({
    /** Absent for a new module. The ID of a removed module restores it. */
    id: z.uuid().nullish(),
    title: OutlineTitle,
    release: ReleaseRule.default(releaseImmediately),
    lessons: z.array(LessonInput).max(300, 'at most 300 lessons in a module'),
  })
  .meta({ id: 'ModuleInput' });

/** The structure of a course, in course order. Modules and lessons that it does not contain are removed. */
export const OutlineInput = z.object({ modules: z.array(ModuleInput).max(200, 'at most 200 modules') });
export type OutlineInput = z.output<typeof OutlineInput>;
