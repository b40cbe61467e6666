import { describe, expect, it } from '@jest/globals';
import { internalPath, portalPath, withoutTokens } from './internal-path.js';

describe('a path that may follow a sign-in', () => {
  it.each([
    ['/', '/'],
    ['/memberships', '/memberships'],
    ['/courses/7?lesson=8#notes', '/courses/7?lesson=8#notes'],
    ['/courses/../memberships', '/memberships'],
  ])('%s is %s', (path, expected) => {
    expect(portalPath(path)).toBe(expected);
  });

  it.each([
    null,
    undefined,
    '',
    'memberships',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/%0d/..//evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    `/${'a'.repeat(600)}`,
  ])('%j is none', (path) => {
    expect(internalPath(path)).toBeNull();
  });

  it.each(['/sign-in?token=x', '/unsubscribe?contact=x', '/api/portal/me', '/nothing'])(
    '%s is not a page of the portal',
    (path) => {
      expect(internalPath(path)).toBe(path);
      expect(portalPath(path)).toBeNull();
    },
  );
});

it('a path that is stored holds no token', () => {
  expect(withoutTokens('/account/address?token=x&tab=y&proof=z#top')).toBe('/account/address?tab=y#top');
});
