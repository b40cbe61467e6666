import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Schemas } from '@perennial/api-client';
import type { Page } from 'playwright-core';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await Fixture.open();
  page = await fixture.staff();
});
afterAll(() => fixture.close());

describe('a problem is shown where it is', () => {
  it('a video that cannot be loaded shows a message and a link, and an optional lesson is marked', async () => {
    const course = await fixture.adminTasks.course(fresh('Reels'), [
      { title: 'Watching', preview: true },
      { title: 'Extra', required: false },
    ]);
    await page.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}?lesson=${course.lessonIds[0]}`);
    const optional = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).getByText('Optional');
    await optional('Extra').waitFor();
    expect(await optional('Watching').count()).toBe(0);
    await page.getByText('Video', { exact: true }).click();
    await page.getByLabel('Video address').fill('https://films.kiln.invalid/none.mp4');
    await page.keyboard.press('Control+s');
    await page.getByText('All saved').waitFor();
    const visitor = await fixture.visitor();
    await visitor.goto(`${fixture.portalUrl()}/courses/${course.id}?lesson=${course.lessonIds[0]}`);
    const notice = visitor.getByRole('status').filter({ hasText: 'This video could not be loaded' });
    await notice.waitFor();
    expect(await notice.getByRole('link').getAttribute('href')).toBe('https://films.kiln.invalid/none.mp4');
    await fixture.accessibility.look(visitor, 'a film that cannot be loaded');
  });

  it('the email editor names the field, and keeps what was typed', async () => {
    await page.goto(`${fixture.adminUrl}/settings/email`);
    await page
      .getByRole('link', { name: /^Edit the template of / })
      .first()
      .click();
    const subject = page.getByLabel('Subject');
    const before = await subject.inputValue();
    await subject.fill('');
    await page.waitForFunction(() => document.querySelector('input[aria-invalid="true"]') !== null);
    expect(await subject.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await subject.fill('{{ school.name');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('input[aria-invalid="true"]') !== null);
    expect(await subject.getAttribute('aria-invalid')).toBe('true');
    expect(await subject.inputValue()).toBe('{{ school.name');
    await subject.fill(before);
  });

  it('work that stopped is listed with a restart, and the panel goes when nothing is stopped', async () => {
    const stuck: Schemas['StuckWorkflow'] = {
      id: '019d0000-0000-7000-8000-000000000001',
      title: 'Journey of one person through one automation',
      contact: { id: '019d0000-0000-7000-8000-000000000002', name: 'Ana Stuck', email: 'ana@kiln.example' },
      problem: null,
      cause: 'WorkflowTaskFailedCauseUnknown',
      since: '2026-11-01T10:00:00.000Z',
      temporalUrl: 'http://temporal.localhost/one',
      restarting: false,
    };
    let answer: Schemas['StuckWorkflow'][] = [stuck];
    const restarted: string[] = [];
    // A workflow that really is stuck needs a worker with other code; test/medium/workflows/stuck.spec.ts has one.
    await page.route('**/api/admin/stuck-workflows', (route) => route.fulfill({ json: answer }));
    await page.route('**/api/admin/stuck-workflows/*/restart', (route) => {
      restarted.push(new URL(route.request().url()).pathname);
      answer = [];
      return route.fulfill({ status: 202, json: { ...stuck, restarting: true } });
    });
    await page.goto(`${fixture.adminUrl}/automations?attention=1`);
    await page.getByRole('heading', { name: 'Work that stopped' }).waitFor();
    expect(await page.getByRole('link', { name: 'Ana Stuck' }).getAttribute('href')).toBe(`/contacts/${stuck.contact?.id}`);
    expect(await page.getByRole('link', { name: 'Open in Temporal' }).getAttribute('href')).toBe(stuck.temporalUrl);
    await fixture.accessibility.look(page, 'work that stopped');
    await page.getByRole('button', { name: 'Restart from the last completed step: Ana Stuck' }).click();
    await page.getByText('The restart has started.').waitFor();
    await page.getByRole('heading', { name: 'Work that stopped' }).waitFor({ state: 'detached' });
    expect(restarted).toEqual([`/api/admin/stuck-workflows/${stuck.id}/restart`]);
  });
});
