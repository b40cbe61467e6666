import { describe, expect, it } from '@jest/globals';
import { UnsavedForms } from './unsaved';

const at = (address: string) => {
  const { pathname, search } = new URL(address, 'http://admin.localhost');
  return { pathname, search };
};
const form = (change: { scope?: symbol; keptAcrossTabs?: boolean; dirty?: boolean } = {}) => ({
  scope: change.scope ?? null,
  keptAcrossTabs: change.keptAcrossTabs ?? false,
  isDirty: () => change.dirty ?? true,
});

describe('typed input that is not saved', () => {
  it('is lost by another page, whichever of several forms holds it', () => {
    const forms = new UnsavedForms();
    forms.add(form({ dirty: false }));
    const remove = forms.add(form());
    forms.add(form({ dirty: false }));
    expect(forms.isLostBy(at('/a'), at('/b'))).toBe(true);
    remove();
    expect(forms.isLostBy(at('/a'), at('/b'))).toBe(false);
  });

  it.each([
    ['/a', '/a?tab=details', true],
    ['/a?tab=actions', '/a', true],
    ['/a?new=1', '/a', true],
    ['/a?lesson=1', '/a?lesson=2', false],
    ['/a?tab=details', '/a?tab=details&page=2', false],
  ])('from %s to %s is lost: %s', (from, to, lost) => {
    const forms = new UnsavedForms();
    forms.add(form());
    expect(forms.isLostBy(at(from), at(to))).toBe(lost);
  });

  it('stays where its form is kept behind the tab', () => {
    const forms = new UnsavedForms();
    forms.add(form({ keptAcrossTabs: true }));
    expect(forms.isLostBy(at('/a'), at('/a?tab=details'))).toBe(false);
    expect(forms.isLostBy(at('/a'), at('/b'))).toBe(true);
  });

  it('of a dialog is asked about when the dialog closes, and other forms are not', async () => {
    const forms = new UnsavedForms();
    const dialog = Symbol();
    forms.add(form());
    expect(await forms.mayDiscard(dialog)).toBe(true);
    forms.add(form({ scope: dialog }));
    const asked = forms.mayDiscard(dialog);
    expect(forms.snapshot().asking).toBe(true);
    forms.answer(false);
    expect(await asked).toBe(false);
  });

  it('is asked about once while the question is open', async () => {
    const forms = new UnsavedForms();
    const dialog = Symbol();
    forms.add(form({ scope: dialog }));
    const asked = forms.mayDiscard(dialog);
    expect(await forms.mayDiscard(dialog)).toBe(false);
    forms.answer(true);
    expect(await asked).toBe(true);
  });

  it('given up once is not asked about again while its form closes', async () => {
    const forms = new UnsavedForms();
    const dialog = Symbol();
    forms.add(form({ scope: dialog }));
    const asked = forms.mayDiscard(dialog);
    forms.answer(true);
    await asked;
    expect(forms.isLostBy(at('/a?new=1'), at('/a'))).toBe(false);
  });
});
