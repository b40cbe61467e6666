import type { Schemas } from '@perennial/api-client';
import { answer, api } from '../../ui/api/client';
import { isNewId } from './outline';

/** Content of a lesson. */
export type LessonContent = Pick<Schemas['LessonContent'], 'kind' | 'bodyHtml' | 'videoUrl'>;

/** The content of a lesson as last saved and in its current state. */
export interface ContentDraft {
  /** The one that was read or saved last; null for a lesson that was never saved. */
  readonly revision: number | null;
  /** The one that was read last. Fields that read their value only once are mounted again when it changes. */
  readonly loaded: number | null;
  readonly saved: LessonContent;
  readonly now: LessonContent;
}

/** Lesson contents that were opened in the editor, by lesson ID. Others are not loaded. */
export type Contents = ReadonlyMap<string, ContentDraft>;

export const emptyContent: LessonContent = { kind: 'text', bodyHtml: '', videoUrl: null };

export const loadContent = (id: string) => answer(api.GET('/api/admin/lessons/{id}', { params: { path: { id } } }));

/** Saves one lesson: a new one gets its ID from the response, and has no place in the outline until that is saved. */
export const saveContent = (productId: string, id: string, { revision, now }: ContentDraft) =>
  revision === null
    ? answer(api.POST('/api/admin/products/{id}/lessons', { params: { path: { id: productId } }, body: contentOf(now) }))
    : answer(api.PUT('/api/admin/lessons/{id}', { params: { path: { id } }, body: { ...contentOf(now), revision } }));

/** The content alone, of something that may hold more. */
export const contentOf = ({ kind, bodyHtml, videoUrl }: LessonContent): LessonContent => ({ kind, bodyHtml, videoUrl });

export const isChanged = ({ saved, now }: ContentDraft): boolean =>
  saved.kind !== now.kind || saved.bodyHtml !== now.bodyHtml || saved.videoUrl !== now.videoUrl;

/** The draft of a lesson; undefined while its content is not loaded. */
export const draftOf = (contents: Contents, id: string): ContentDraft | undefined =>
  contents.get(id) ?? (isNewId(id) ? { revision: null, loaded: null, saved: emptyContent, now: emptyContent } : undefined);

/** Applies loaded content, unless it is already known or the lesson is being edited. */
export function withLoaded(contents: Contents, stored: Schemas['LessonContent']): Contents {
  const draft = contents.get(stored.id);
  return draft && (isChanged(draft) || !isNewer(stored, draft)) ? contents : withTheirs(contents, stored);
}

/** Applies loaded content and discards unsaved input. */
export const withTheirs = (contents: Contents, { id, revision, ...content }: Schemas['LessonContent']): Contents =>
  new Map(contents).set(id, { revision, loaded: revision, saved: content, now: content });

/** Whether somebody else saved the lesson after it was read or saved here. */
export const isNewer = ({ revision }: Pick<Schemas['LessonContent'], 'revision'>, draft: ContentDraft): boolean =>
  revision > (draft.revision ?? 0);

/** Changes the content of a lesson. */
export function withChange(contents: Contents, id: string, change: Partial<LessonContent>): Contents {
  const draft = draftOf(contents, id);
  return draft ? new Map(contents).set(id, { ...draft, now: { ...draft.now, ...change } }) : contents;
}

/** Marks what was sent as saved, under its new ID. Input since then is kept. */
export function withSaved(
  contents: Contents,
  id: string,
  sent: LessonContent,
  stored: Pick<Schemas['LessonContent'], 'id' | 'revision'>,
): Contents {
  const next = new Map(contents);
  const draft = draftOf(contents, id);
  next.delete(id);
  return next.set(stored.id, { revision: stored.revision, loaded: draft?.loaded ?? null, saved: sent, now: draft?.now ?? sent });
}
