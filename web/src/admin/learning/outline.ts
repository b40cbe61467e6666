import type { Schemas } from '@perennial/api-client';
import { OutlineTitle, type ReleaseRule, releaseImmediately } from '@perennial/domain/learning';
import { answer, api } from '../../ui/api/client';
import { problemBy } from '../../ui/forms/field-problems';
import { formatDay } from '../../ui/values/instant';

export type { ReleaseRule };

export type Lesson = Readonly<Schemas['OutlineLesson']>;

export type Module = Readonly<Omit<Schemas['OutlineModule'], 'lessons'>> & { readonly lessons: readonly Lesson[] };

export type Outline = Readonly<Omit<Schemas['Outline'], 'modules'>> & { readonly modules: readonly Module[] };

export const outlineKey = (productId: string) => ['products', productId, 'outline'] as const;
export const loadOutline = (productId: string) =>
  answer(api.GET('/api/admin/products/{id}/outline', { params: { path: { id: productId } } }));
export const saveOutline = (productId: string, outline: Outline) =>
  answer(api.PUT('/api/admin/products/{id}/outline', { params: { path: { id: productId } }, body: withoutNewIds(outline) }));

const fresh = 'new:';
/** An ID for an unsaved entry; the API assigns the real one. */
export const newId = (): string => `${fresh}${crypto.randomUUID()}`;

/** Whether an entry has not been saved yet. */
export const isNewId = (id: string): boolean => id.startsWith(fresh);

const known = (id: string): string | null => (isNewId(id) ? null : id);

/** In the format of the API. New entries have no ID. */
export const withoutNewIds = ({ revision, modules }: Outline) => ({
  revision,
  modules: modules.map((module) => ({
    ...module,
    id: known(module.id),
    // The kind of lesson is part of its content, which is saved separately.
    lessons: module.lessons.map(({ kind: _, ...lesson }) => ({ ...lesson, id: known(lesson.id) })),
  })),
});

/** Whether two outlines have the same modules and lessons, in the same order, with the same rules. */
export const sameStructure = (one: Outline, other: Outline): boolean =>
  one === other || JSON.stringify(one.modules) === JSON.stringify(other.modules);

/** The IDs that the response assigns to the entries that were sent, by position. */
export function givenIds(sent: Outline, answer: Outline): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [place, module] of sent.modules.entries()) {
    const stored = answer.modules[place];
    if (stored) ids.set(module.id, stored.id);
    for (const [index, lesson] of module.lessons.entries()) {
      const storedLesson = stored?.lessons[index];
      if (storedLesson) ids.set(lesson.id, storedLesson.id);
    }
  }
  return ids;
}

/** An outline that may have been edited since, with the ids and the revision that saving gave. */
export const withIds = (outline: Outline, ids: ReadonlyMap<string, string>, revision: number): Outline => ({
  revision,
  modules: outline.modules.map((module) => ({
    ...module,
    id: ids.get(module.id) ?? module.id,
    lessons: module.lessons.map((lesson) => ({ ...lesson, id: ids.get(lesson.id) ?? lesson.id })),
  })),
});

export const newModule = (id: string): Module => ({ id, title: '', release: releaseImmediately, lessons: [] });
export const newLesson = (id: string): Lesson => ({
  id,
  title: '',
  kind: 'text',
  required: true,
  preview: false,
  release: releaseImmediately,
});

const dayCount = (days: number) => (days === 1 ? '1 day' : `${days} days`);

/** A rule as an outline shows it: "7 days after enrolment, 09:00". */
export function describeRelease(rule: ReleaseRule): string {
  const time = rule.localTime === '00:00' ? '' : `, ${rule.localTime}`;
  switch (rule.mode) {
    case 'immediate':
      return 'Immediately';
    case 'after_previous':
      return rule.days === 0 ? 'After the previous one' : `${dayCount(rule.days)} after the previous one${time}`;
    case 'after_enrolment':
      return `${dayCount(rule.days)} after enrolment${time}`;
    case 'on_date':
      return `On ${rule.date ? formatDay(rule.date) : 'a date'}${time}`;
  }
}

export const changeModule = (outline: Outline, id: string, change: Partial<Module>): Outline => ({
  ...outline,
  modules: outline.modules.map((module) => (module.id === id ? { ...module, ...change } : module)),
});

export const changeLesson = (outline: Outline, id: string, change: Partial<Lesson>): Outline => ({
  ...outline,
  modules: outline.modules.map((module) => ({
    ...module,
    lessons: module.lessons.map((lesson) => (lesson.id === id ? { ...lesson, ...change } : lesson)),
  })),
});

const removeLesson = (outline: Outline, id: string): Outline => ({
  ...outline,
  modules: outline.modules.map((module) => ({ ...module, lessons: module.lessons.filter((lesson) => lesson.id !== id) })),
});

/** What was removed from an outline, and its position. */
export type Removed =
  | { readonly lesson: Lesson; readonly moduleId: string; readonly index: number }
  | { readonly module: Module; readonly index: number };

/** An outline without a module or lesson, and a function that restores it. */
export function takeOut(outline: Outline, id: string): { readonly rest: Outline; readonly removed: Removed } | null {
  const { modules } = outline;
  for (const [place, module] of modules.entries()) {
    if (module.id === id)
      return {
        rest: { ...outline, modules: modules.filter((one) => one !== module) },
        removed: { module, index: place },
      };
    const index = module.lessons.findIndex((lesson) => lesson.id === id);
    const lesson = module.lessons[index];
    if (lesson) return { rest: removeLesson(outline, id), removed: { lesson, moduleId: module.id, index } };
  }
  return null;
}

/** Restores it in the current outline with its IDs. The API keeps removed entries for a while. */
export function putBack(outline: Outline, removed: Removed): Outline {
  const { index } = removed;
  const { modules } = outline;
  if ('module' in removed) return { ...outline, modules: modules.toSpliced(index, 0, removed.module) };
  const home = modules.find(({ id }) => id === removed.moduleId) ?? modules.at(-1);
  return home ? changeModule(outline, home.id, { lessons: home.lessons.toSpliced(index, 0, removed.lesson) }) : outline;
}

export const findLesson = (outline: Outline, id: string | null): Lesson | undefined =>
  outline.modules.flatMap((module) => module.lessons).find((lesson) => lesson.id === id);

/** Lesson IDs by module, in the format of the drag library. */
export const lessonOrder = (outline: Outline): Record<string, string[]> =>
  Object.fromEntries(outline.modules.map((module) => [module.id, module.lessons.map((lesson) => lesson.id)]));

/** The outline with its lessons in another order; what the order does not know stays in its module. */
export function withLessonOrder(outline: Outline, order: Readonly<Record<string, readonly string[]>>): Outline {
  const lessons = new Map(outline.modules.flatMap((module) => module.lessons).map((lesson) => [lesson.id, lesson]));
  return {
    ...outline,
    modules: outline.modules.map((module) => ({
      ...module,
      lessons: (order[module.id] ?? []).flatMap((id) => lessons.get(id) ?? []),
    })),
  };
}

/** The outline with its modules in another order. */
export function withModuleOrder(outline: Outline, ids: readonly string[]): Outline {
  const place = (module: Module) => ids.indexOf(module.id);
  return { ...outline, modules: [...outline.modules].sort((a, b) => place(a) - place(b)) };
}

export const titleProblem = problemBy(OutlineTitle);

/** Why an outline cannot be saved; null if it can. */
export function outlineProblem({ modules }: Outline): string | null {
  return (
    problemOfTitles('module', modules) ??
    problemOfTitles(
      'lesson',
      modules.flatMap(({ lessons }) => lessons),
    )
  );
}

function problemOfTitles(kind: 'module' | 'lesson', parts: readonly { readonly title: string }[]): string | null {
  if (parts.some(({ title }) => title.trim() === '')) return `Every ${kind} needs a title.`;
  return parts.some(({ title }) => titleProblem(title) !== null) ? `The title of a ${kind} is too long.` : null;
}
