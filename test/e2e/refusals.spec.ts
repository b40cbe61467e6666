import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addTag, line, onEvent } from '../story/graphs.js';
import { Screen } from './pages/screen.js';
import { Portal } from './pages/shop.js';
import { memberPassword, type Plan } from './support/admin-tasks.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

/** Any page, by its text. */
class AnyPage extends Screen {}

let fixture: Fixture;
let plan: Plan;
let contactId: string;
let automationId: string;
let member: { email: string; name: string };
beforeAll(async () => {
  fixture = await Fixture.open();
  const { adminTasks } = fixture;
  const course = await adminTasks.course(fresh('Handbuilding'), [{ title: 'Pinching' }]);
  plan = await adminTasks.plan(fresh('Studio year'), { productIds: [course.id] });
  automationId = await adminTasks.automation(
    fresh('Greeting'),
    line(onEvent(fresh('greet').replace(' ', '_')), addTag('tag', 'greeted')),
  );
  member = { email: freshAddress('rosa'), name: 'Rosa Blume' };
  contactId = await adminTasks.member(member);
});
afterAll(() => fixture.close());

const adminPages = () => [
  '/contacts',
  `/contacts/${contactId}`,
  `/marketing/membership/${plan.id}`,
  `/automations/${automationId}`,
];

/** Calls the API as a script in this page could, with the browser's cookies. */
const fetchFrom = (page: Page, url: string, init: { method?: string; body?: string; mode?: 'no-cors' } = {}): Promise<string> =>
  page.evaluate(
    async ([address, options]) => {
      try {
        const answer = await fetch(address, {
          ...options,
          credentials: 'include',
          ...(options.body !== undefined && { headers: { 'content-type': 'application/json' } }),
        });
        return `${answer.status} ${await answer.text()}`;
      } catch (error) {
        return `refused by the browser: ${error instanceof Error ? error.message : ''}`;
      }
    },
    [url, init] as const,
  );

describe('what is refused', () => {
  it('shows no admin page to a visitor, and comes back to it after sign-in', async () => {
    const page = await fixture.visitor();
    const screen = new AnyPage(page);
    for (const path of adminPages()) {
      await page.goto(fixture.adminUrl + path);
      await screen.heading('Sign in to Perennial');
      expect(new URL(page.url()).searchParams.get('next')).toBe(path);
    }
    await fixture.accessibility.look(page, 'admin sign-in');
    expect(await fetchFrom(page, `/api/admin/contacts/${contactId}`)).toMatch(/^401 /);
  });

  it('shows no admin page to a member, and no member page to a visitor', async () => {
    const page = await fixture.visitor();
    const portal = new Portal(page);
    await page.goto(`${fixture.portalUrl()}/memberships`);
    await portal.heading('Sign in to Kiln & Clay');
    await fixture.accessibility.look(page, 'portal sign-in');
    await portal.signIn(fixture.portalUrl(), member.email, memberPassword);
    await page.goto(`${fixture.adminUrl}/contacts`);
    await new AnyPage(page).heading('Sign in to Perennial');
    expect(await fetchFrom(page, '/api/admin/contacts')).toMatch(/^401 /);
  });

  it('shows nothing of one school to the admin of another', async () => {
    const page = await fixture.staff('Owner of a second school');
    const screen = new AnyPage(page);
    for (const path of adminPages().slice(1)) {
      await page.goto(fixture.adminUrl + path);
      await screen.heading('Page not found');
    }
    for (const path of [`contacts/${contactId}`, `plans/${plan.id}`, `automations/${automationId}`]) {
      expect(await fetchFrom(page, `/api/admin/${path}`)).toMatch(/^404 /);
    }
    const found = await fetchFrom(page, `/api/admin/contacts?q=${encodeURIComponent(member.email)}`);
    expect(found).toContain('"total":0');
  });

  it('lets no script in the portal act as the admin who is signed in beside it', async () => {
    const page = await fixture.staff();
    const before = await fixture.adminTasks.admin.get<{ title: string }>(`/api/admin/plans/${plan.id}`);
    await page.goto(fixture.portalUrl());
    const rename = { method: 'PATCH', body: JSON.stringify({ title: 'Taken over' }) };
    const admin = `${fixture.adminUrl}/api/admin`;
    expect(await fetchFrom(page, `${admin}/me`)).toMatch(/^refused by the browser/);
    expect(await fetchFrom(page, `${admin}/plans/${plan.id}`, rename)).toMatch(/^refused by the browser/);
    expect(await fetchFrom(page, '/api/admin/me')).toMatch(/^404 /);
    expect(await fetchFrom(page, `/api/admin/plans/${plan.id}`, rename)).toMatch(/^404 /);

    // Without the policy of our pages, like a page that another server hosts under the same name.
    const bare = await page.context().newPage();
    await bare.route(`${fixture.portalUrl()}/bare`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>bare</title>' }),
    );
    await bare.goto(`${fixture.portalUrl()}/bare`);
    expect(await fetchFrom(bare, `${admin}/me`)).toMatch(/^refused by the browser/);
    expect(await fetchFrom(bare, `${admin}/plans/${plan.id}`, rename)).toMatch(/^refused by the browser/);
    await fetchFrom(bare, `${admin}/plans/${plan.id}/archive`, { method: 'POST', mode: 'no-cors' });
    const after = await fixture.adminTasks.admin.get<{ title: string; status: string }>(`/api/admin/plans/${plan.id}`);
    expect(after).toMatchObject({ title: before.title, status: 'published' });
  });

  it('answers an address that means nothing with the page for it', async () => {
    const page = await fixture.staff();
    const screen = new AnyPage(page);
    for (const path of [
      '/nowhere/at/all',
      '/contacts/not-an-id',
      '/automations/not-an-id',
      '/marketing/membership/0',
      '/contacts/%E0%A4%A',
    ]) {
      await page.goto(fixture.adminUrl + path);
      await screen.heading('Page not found');
    }
    await fixture.accessibility.look(page, 'nothing here, admin');
    for (const path of ['/nowhere', '/plans/no-such-plan', '/%E0%A4%A']) {
      await page.goto(fixture.portalUrl() + path);
      await screen.heading('Page not found');
    }
    await fixture.accessibility.look(page, 'nothing here, portal');
    await page.goto(fixture.portalUrl('nosuchschool'));
    await screen.heading('Page not found');
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
