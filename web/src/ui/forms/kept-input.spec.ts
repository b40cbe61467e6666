import { afterEach, describe, expect, it } from '@jest/globals';
import { KeptInput, keptForm } from './kept-input';

/** The tab's storage, which survives a reload. */
function useTab(): Map<string, string> {
  const items = new Map<string, string>();
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
      removeItem: (key: string) => items.delete(key),
    },
  });
  return items;
}
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'sessionStorage');
});

const address = () => new KeptInput('address', { email: '' });

describe('input that a form keeps', () => {
  it('is there when the form opens again, also after a reload', () => {
    useTab();
    address().keep({ email: 'ida@kiln.example' });
    expect(address().read()).toEqual({ email: 'ida@kiln.example' });
  });

  it('is a password in memory only', () => {
    const items = useTab();
    const password = new KeptInput(null, { password: '' });
    const form = keptForm(address(), password);
    form.onValuesChange?.({ email: 'ida@kiln.example', password: 'secret-1' }, form.initialValues);
    expect(password.read()).toEqual({ password: 'secret-1' });
    expect([...items.values()].join()).toBe('{"email":"ida@kiln.example"}');
  });

  it('lasts as long as the page where the browser has no storage', () => {
    const kept = address();
    kept.keep({ email: 'ida@kiln.example' });
    expect(kept.read()).toEqual({ email: 'ida@kiln.example' });
    expect(address().read()).toEqual({ email: '' });
  });

  it('is forgotten when it is cleared', () => {
    const items = useTab();
    const kept = address();
    kept.keep({ email: 'ida@kiln.example' });
    kept.clear();
    expect(kept.read()).toEqual({ email: '' });
    expect(items.size).toBe(0);
  });

  it.each(['{"email":3}', '[]', 'null', 'no json'])('is empty where the storage holds %s', (stored) => {
    useTab().set('address', stored);
    expect(address().read()).toEqual({ email: '' });
  });
});
