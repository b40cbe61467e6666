import type { Schemas } from '@perennial/api-client';
import type { ReleaseRule } from '@perennial/domain/learning';
import { answer, api } from '../../ui/api/client';
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
/** An id for something that was not saved yet; the api gives the real one. */
export const newId = (): string => `${fresh}${crypto.randomUUID()}`;

/** Whether something was not saved yet. */
export const isNewId = (id: string): boolean => id.startsWith(fresh);

const known = (id: string): string | null => (isNewId(id) ? null : id);

/** As the api takes it: what is new has no id. */
export const withoutNewIds = ({ revision, modules }: Outline) => ({
  revision,
  modules: modules.map((module) => ({
    ...module,
    id: known(module.id),
    // What kind of lesson it is belongs to its content, which is saved by itself.
    lessons: module.lessons.map(({ kind: _, ...lesson }) => ({ ...lesson, id: known(lesson.id) })),
  })),
});

/** Whether two outlines have the same modules and lessons, in the same order, with the same rules. */
export const sameStructure = (one: Outline, other: Outline): boolean =>
  one === other || JSON.stringify(one.modules) === JSON.stringify(other.modules);

/** The ids that an answer gives to what was sent, place by place. */
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

const clock = { localTime: '00:00', basis: 'member' } as const;
/** Without a rule of its own, something opens at once. */
export const atOnce: ReleaseRule = { mode: 'immediate', ...clock };

export const newModule = (id: string): Module => ({ id, title: '', release: atOnce, lessons: [] });
export const newLesson = (id: string): Lesson => ({
  id,
  title: '',
  kind: 'text',
  required: true,
  preview: false,
  release: atOnce,
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

/** What was taken out of an outline, and where it stood. */
export type Removed =
  | { readonly lesson: Lesson; readonly moduleId: string; readonly index: number }
  | { readonly module: Module; readonly index: number };

/** An outline with a module or lesson taken out, and what it takes to bring that back. */
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

/** Brings it back into the outline as it is by now, under its ids: the api keeps what was taken out for a while. */
export function putBack(outline: Outline, removed: Removed): Outline {
  const { index } = removed;
  const { modules } = outline;
  if ('module' in removed) return { ...outline, modules: modules.toSpliced(index, 0, removed.module) };
  const home = modules.find(({ id }) => id === removed.moduleId) ?? modules.at(-1);
  return home ? changeModule(outline, home.id, { lessons: home.lessons.toSpliced(index, 0, removed.lesson) }) : outline;
}

export const findLesson = (outline: Outline, id: string | null): Lesson | undefined =>
  outline.modules.flatMap((module) => module.lessons).find((lesson) => lesson.id === id);

/** Lesson ids by module, as the drag library takes them. */
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

/** What keeps an outline from being saved; null if nothing does. */
export function outlineProblem(outline: Outline): string | null {
  if (outline.modules.some((module) => module.title.trim() === '')) return 'Every module needs a title.';
  const lessons = outline.modules.flatMap((module) => module.lessons);
  return lessons.some((lesson) => lesson.title.trim() === '') ? 'Every lesson needs a title.' : null;
}
