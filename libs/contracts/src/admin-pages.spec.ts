import { describe, expect, it } from '@jest/globals';
import { adminPages, linkTo } from './admin-pages.js';

describe('a link to the admin app', () => {
  it('holds ids only, below the origin that was configured', () => {
    expect(linkTo('https://admin.example.com', adminPages.journey('a', 'r'))).toBe(
      '[Open the journey](https://admin.example.com/automations/a/runs/r)',
    );
  });

  it('does not care how the origin ends', () => {
    expect(linkTo('https://admin.example.com/', adminPages.payments())).toBe(
      '[Open the payment settings](https://admin.example.com/settings/payments)',
    );
  });
});
