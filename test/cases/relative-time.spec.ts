import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { day } from '../e2e/support/dates.js';
import { Fixture, fresh, freshAddress } from '../e2e/support/fixture.js';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await Fixture.open();
  page = await fixture.staff();
});
afterAll(() => fixture.close());

/** Changes something as the admin app does, in the page that is signed in. */
const send = <T>(method: string, path: string, body: object = {}): Promise<T> =>
  page.evaluate(
    async ([verb, address, json]) =>
      (await fetch(address, { method: verb, headers: { 'content-type': 'application/json' }, body: json })).json(),
    [method, path, JSON.stringify(body)] as const,
  );

describe('how far away something is', () => {
  it("goes by the test clock of the person, so that what happened is never 'in 2 weeks'", async () => {
    const now = new Date(Date.now() + 14 * day).toISOString();
    const clock = await send<{ id: string }>('POST', '/api/admin/clocks', { name: fresh('Ahead'), now });
    const contact = await send<{ id: string }>('POST', '/api/admin/contacts', {
      email: freshAddress('ahead'),
      name: 'Ada Ahead',
      clockId: clock.id,
    });
    await send('PUT', `/api/admin/contacts/${contact.id}/tags/early`);
    await page.goto(`${fixture.adminUrl}/contacts/${contact.id}`);
    const entry = page.getByRole('listitem').filter({ hasText: 'Tag added' });
    await entry.getByText('(just now)').waitFor();
    expect(await page.getByText(/\(in \d+ (weeks|days)\)/).count()).toBe(0);
    // There are only two entries.
    expect(await page.getByRole('button', { name: 'Earlier' }).count()).toBe(0);
  });
});
