import type { Schemas } from '@perennial/api-client';
import { answer, api } from '../../ui/api/client';
import { isNewId } from './outline';

/** What is learned in a lesson. */
export type LessonContent = Pick<Schemas['LessonContent'], 'kind' | 'bodyHtml' | 'videoUrl'>;

/** The content of a lesson as it was last saved and as it is now. */
export interface ContentDraft {
  /** The one that was read or saved last; null for a lesson that was never saved. */
  readonly revision: number | null;
  readonly saved: LessonContent;
  readonly now: LessonContent;
}

/** Contents that were opened in the editor, by lesson id. Those that nobody opened stay at the server. */
export type Contents = ReadonlyMap<string, ContentDraft>;

export const emptyContent: LessonContent = { kind: 'text', bodyHtml: '', videoUrl: null };

export const loadContent = (id: string) => answer(api.GET('/api/admin/lessons/{id}', { params: { path: { id } } }));

/** Saves one lesson: a new one gets its id from the answer, and has no place in the outline until that is saved. */
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
  contents.get(id) ?? (isNewId(id) ? { revision: null, saved: emptyContent, now: emptyContent } : undefined);

/** Takes over what was loaded, unless the lesson is being edited already. */
export const withLoaded = (contents: Contents, { id, revision, ...content }: Schemas['LessonContent']): Contents =>
  contents.has(id) ? contents : new Map(contents).set(id, { revision, saved: content, now: content });

/** Changes what is learned in a lesson. */
export function withChange(contents: Contents, id: string, change: Partial<LessonContent>): Contents {
  const draft = draftOf(contents, id);
  return draft ? new Map(contents).set(id, { ...draft, now: { ...draft.now, ...change } }) : contents;
}

/** What was sent is saved, under the id it has now; what was typed since is kept. */
export function withSaved(
  contents: Contents,
  id: string,
  sent: LessonContent,
  stored: Pick<Schemas['LessonContent'], 'id' | 'revision'>,
): Contents {
  const next = new Map(contents);
  const draft = draftOf(contents, id);
  next.delete(id);
  return next.set(stored.id, { revision: stored.revision, saved: sent, now: draft?.now ?? sent });
}
