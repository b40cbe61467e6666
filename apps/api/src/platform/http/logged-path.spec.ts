import { describe, expect, it } from '@jest/globals';
import { loggedPath } from './logged-path.js';

describe('the path in the log', () => {
  it.each([
    ['/api/admin/contacts?q=ana', '/api/admin/contacts'],
    ['/hooks/019d/secret', '/hooks/019d/…'],
    ['/hooks/019d/secret/?a=1', '/hooks/019d/…'],
    ['//hooks/019d/secret', '//hooks/019d/…'],
    ['/%68ooks/019d/secret', '/hooks/019d/…'],
    ['/hooks%2f019d%2fsecret', '/hooks/019d/…'],
    ['/hooks/019d/secret%ff', '/hooks/019d/…'],
    ['/Hooks/019d/secret', '/Hooks/019d/…'],
    ['/%ff/a', '/%ff/a'],
    ['/', '/'],
  ])('of %s is %s', (url, path) => {
    expect(loggedPath(url)).toBe(path);
  });
});
