import { describe, expect, it } from '@jest/globals';
import { type Contents, draftOf, emptyContent, isChanged, withChange, withLoaded, withSaved } from './lesson-content';
import { newLesson, newModule } from './outline';
import { changedLessons } from './save-course';

const stored = { id: 'a', revision: 3, kind: 'text' as const, bodyHtml: '<p>old</p>', videoUrl: null };
const loaded = withLoaded(new Map(), stored);

describe('the content of lessons in the editor', () => {
  it('is changed by what is typed, and not by what is typed and taken back', () => {
    const typed = withChange(loaded, 'a', { bodyHtml: '<p>new</p>' });
    expect(draftOf(typed, 'a')).toMatchObject({ revision: 3, now: { bodyHtml: '<p>new</p>' } });
    expect(isChanged(withChange(typed, 'a', { bodyHtml: '<p>old</p>' }).get('a') ?? fail())).toBe(false);
  });

  it('is not replaced by what is loaded again while it is edited', () => {
    const typed = withChange(loaded, 'a', { bodyHtml: '<p>new</p>' });
    expect(withLoaded(typed, { ...stored, revision: 4 })).toBe(typed);
  });

  it('follows what somebody else saved while nobody edits it here', () => {
    const theirs = { ...stored, revision: 4, bodyHtml: '<p>theirs</p>' };
    expect(withLoaded(loaded, theirs).get('a')).toMatchObject({ revision: 4, loaded: 4, now: { bodyHtml: '<p>theirs</p>' } });
    // Our own save, read again, changes nothing: the cursor stays in its field.
    const saved = withSaved(loaded, 'a', { ...emptyContent, bodyHtml: '<p>sent</p>' }, { id: 'a', revision: 4 });
    expect(withLoaded(saved, { ...stored, revision: 4 })).toBe(saved);
    expect(saved.get('a')?.loaded).toBe(3);
  });

  it('that was typed while it was saved is not saved yet', () => {
    const typed = withChange(loaded, 'a', { bodyHtml: '<p>later</p>' });
    const saved = withSaved(typed, 'a', { ...emptyContent, bodyHtml: '<p>sent</p>' }, { id: 'a', revision: 4 });
    expect(saved.get('a')).toMatchObject({ revision: 4, saved: { bodyHtml: '<p>sent</p>' }, now: { bodyHtml: '<p>later</p>' } });
  });

  it('of a new lesson moves to the id it is given', () => {
    const typed = withChange(new Map(), 'new:1', { bodyHtml: '<p>first</p>' });
    const saved = withSaved(typed, 'new:1', { ...emptyContent, bodyHtml: '<p>first</p>' }, { id: 'b', revision: 1 });
    expect([...saved.keys()]).toEqual(['b']);
    expect(isChanged(saved.get('b') ?? fail())).toBe(false);
  });

  it('is saved of the lessons that changed and are still in the outline', () => {
    const outline = { revision: 1, modules: [{ ...newModule('m'), lessons: [newLesson('a'), newLesson('new:1')] }] };
    const contents = (['a', 'gone'] as const).reduce<Contents>(
      (all, id) => withChange(withLoaded(all, { ...stored, id }), id, { bodyHtml: '<p>new</p>' }),
      new Map(),
    );
    expect(changedLessons({ outline, contents }).map(({ id }) => id)).toEqual(['a']);
  });
});

function fail(): never {
  throw new Error('no draft');
}
