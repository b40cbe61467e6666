import type { Schemas } from '@perennial/api-client';
import { ApiFailure, type FieldProblem, fieldName } from '../../ui/api/failure';
import {
  type ContentDraft,
  type Contents,
  contentOf,
  draftOf,
  isChanged,
  type LessonContent,
  saveContent,
} from './lesson-content';
import { givenIds, type Module, type Outline, saveOutline, withIds } from './outline';

/** A course as it is in the editor. */
export interface CourseDraft {
  readonly outline: Outline;
  readonly contents: Contents;
}

/** A pending save. */
export type Saved =
  | { readonly lesson: string; readonly sent: LessonContent; readonly stored: Schemas['LessonContent'] }
  | { readonly outline: Outline; readonly answer: Outline };

/** A lesson that could not be saved. */
export class LessonNotSaved extends Error {
  constructor(
    readonly lessonId: string,
    readonly title: string,
    override readonly cause: unknown,
  ) {
    super(title);
  }
}

/** Lessons of the outline with unsaved content. */
export const changedLessons = ({ outline, contents }: CourseDraft): { id: string; title: string; draft: ContentDraft }[] =>
  outline.modules.flatMap(({ lessons }) =>
    lessons.flatMap(({ id, title }) => {
      const draft = draftOf(contents, id);
      return draft && isChanged(draft) ? [{ id, title, draft }] : [];
    }),
  );

/**
 * Saves a course in requests of one lesson each, so that its length has no limit, and its structure at the end: a new lesson gets
 * its place when it has been written, and members never see an empty one.
 *
 * @param restructured whether the structure differs from the saved one
 * @throws {LessonNotSaved} naming the lesson; earlier lessons stay saved
 */
export async function saveCourse(
  productId: string,
  draft: CourseDraft,
  restructured: boolean,
  onSaved: (saved: Saved) => void,
): Promise<void> {
  const ids = new Map<string, string>();
  for (const { id, title, draft: content } of changedLessons(draft)) {
    const stored = await saveContent(productId, id, content).catch((error: unknown) => {
      throw new LessonNotSaved(id, title, error);
    });
    ids.set(id, stored.id);
    onSaved({ lesson: id, sent: contentOf(content.now), stored });
  }
  if (!restructured) return;
  const outline = withIds(draft.outline, ids, draft.outline.revision);
  onSaved({ outline, answer: await saveOutline(productId, outline) });
}

/** The problems that the API found, by lesson or module. */
export type Problems = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The problems of a refused save, and their names for a message. */
export function problemsOf(error: unknown, { outline }: CourseDraft): { problems: Problems; named: FieldProblem[] } {
  const problems = new Map<string, Record<string, string>>();
  const named: FieldProblem[] = [];
  const add = (id: string, title: string, field: string, message: string) => {
    problems.set(id, { ...problems.get(id), [field]: message });
    named.push({ field: `${id}.${field}`, name: `“${title}”, ${fieldName(field).toLowerCase()}`, message });
  };
  const cause = error instanceof LessonNotSaved ? error.cause : error;
  for (const [field, message] of Object.entries(cause instanceof ApiFailure ? cause.fields : {})) {
    if (error instanceof LessonNotSaved) add(error.lessonId, error.title, field, message);
    const [, module, , lesson, inLesson] = /^modules\.(\d+)\.(lessons\.(\d+)\.)?(.+)$/.exec(field) ?? [];
    const part = outline.modules[Number(module)];
    const place: Pick<Module, 'id' | 'title'> | undefined = lesson === undefined ? part : part?.lessons[Number(lesson)];
    if (place && inLesson) add(place.id, place.title, inLesson, message);
  }
  return { problems, named };
}

/** The IDs that saving a structure assigned, and its new state. */
export function storedOutline(sent: Outline, answer: Outline): { ids: ReadonlyMap<string, string>; stored: Outline } {
  const ids = givenIds(sent, answer);
  return { ids, stored: withIds(sent, ids, answer.revision) };
}
