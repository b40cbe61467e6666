import { describe, expect, it } from '@jest/globals';
import {
  changeLesson,
  changeModule,
  describeRelease,
  findLesson,
  givenIds,
  lessonOrder,
  newId,
  newLesson,
  newModule,
  outlineProblem,
  putBack,
  sameStructure,
  takeOut,
  withIds,
  withLessonOrder,
  withModuleOrder,
  withoutNewIds,
} from './outline';

const lesson = (id: string) => ({ ...newLesson(id), title: id });
const outline = {
  revision: 1,
  modules: [
    { ...newModule('m1'), title: 'One', lessons: [lesson('a'), lesson('b')] },
    { ...newModule('m2'), title: 'Two', lessons: [lesson('c')] },
  ],
};

describe('outline of a course', () => {
  it('moves a lesson to another module and loses nothing of it', () => {
    const changed = changeLesson(outline, 'b', { title: 'Kept' });
    const moved = withLessonOrder(changed, { m1: ['a'], m2: ['b', 'c'] });
    expect(lessonOrder(moved)).toEqual({ m1: ['a'], m2: ['b', 'c'] });
    expect(findLesson(moved, 'b')?.title).toBe('Kept');
  });

  it('puts modules in another order with their lessons', () => {
    expect(Object.keys(lessonOrder(withModuleOrder(outline, ['m2', 'm1'])))).toEqual(['m2', 'm1']);
  });

  it('removes one lesson only', () => {
    expect(lessonOrder(takeOut(outline, 'a')?.rest ?? outline)).toEqual({ m1: ['b'], m2: ['c'] });
  });

  it.each(['a', 'm1'])('brings %s back to its place, and keeps what was typed since', (id) => {
    const taken = takeOut(outline, id);
    if (!taken) throw new Error('nothing was taken out');
    const typed = changeLesson(taken.rest, 'c', { title: 'Typed since' });
    const back = putBack(typed, taken.removed);
    expect(lessonOrder(back)).toEqual({ m1: ['a', 'b'], m2: ['c'] });
    expect(Object.keys(lessonOrder(back))).toEqual(['m1', 'm2']);
    expect(findLesson(back, 'c')?.title).toBe('Typed since');
  });

  it('brings back under its ids what was saved without it meanwhile', () => {
    const taken = takeOut(outline, 'm1');
    if (!taken) throw new Error('nothing was taken out');
    const back = putBack({ ...taken.rest, revision: 2 }, taken.removed);
    expect(lessonOrder(back)).toEqual(lessonOrder(outline));
    expect(sameStructure(back, outline)).toBe(true);
    expect(back.revision).toBe(2);
  });

  it('sends what is new without an id, and takes over the ids it was given', () => {
    const added = { ...outline, modules: [...outline.modules, { ...newModule(newId()), title: 'Three' }] };
    expect(withoutNewIds(added).modules.map(({ id }) => id)).toEqual(['m1', 'm2', null]);
    const answer = {
      ...added,
      revision: 2,
      modules: added.modules.map((module, place) => (place === 2 ? { ...module, id: 'm3' } : module)),
    };
    const later = { ...added, modules: [...added.modules].reverse() };
    expect(withIds(later, givenIds(added, answer), 2).modules.map(({ id }) => id)).toEqual(['m3', 'm2', 'm1']);
  });

  it('can be saved only with a title for each module and lesson that the API accepts', () => {
    expect(outlineProblem(outline)).toBeNull();
    expect(outlineProblem(changeModule(outline, 'm1', { title: '' }))).toBe('Every module needs a title.');
    expect(outlineProblem(changeLesson(outline, 'c', { title: ' ' }))).toBe('Every lesson needs a title.');
    expect(outlineProblem(changeLesson(outline, 'c', { title: 'a'.repeat(161) }))).toBe('The title of a lesson is too long.');
  });

  it('describes when something opens', () => {
    expect(describeRelease({ mode: 'after_enrolment', days: 7, localTime: '09:00', basis: 'member' })).toBe(
      '7 days after enrolment, 09:00',
    );
    expect(describeRelease({ mode: 'after_previous', days: 0, localTime: '00:00', basis: 'member' })).toBe(
      'After the previous one',
    );
  });
});
