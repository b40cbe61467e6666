import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Player } from './pages/player.js';
import { Portal } from './pages/shop.js';
import { memberPassword, opens } from './support/admin-tasks.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

const enrolledAt = '2027-02-01T10:00:00.000Z';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('a course that opens over time', () => {
  it('locks, unlocks, is finished, and earns a certificate that anybody can check', async () => {
    const { adminTasks } = fixture;
    const course = await adminTasks.course(fresh('Glazing'), [
      { title: 'What a glaze is' },
      { title: 'Ash glazes', release: opens.daysAfterEnrolment(7) },
      { title: 'Your own recipe', release: opens.afterThePrevious },
    ]);
    await adminTasks.certificateFor(course);
    const clockId = await adminTasks.clock(enrolledAt);
    const email = freshAddress('mara');
    const contactId = await adminTasks.member({ email, name: 'Mara Vogel', clockId });
    await adminTasks.admin.post(`/api/admin/contacts/${contactId}/grants`, { productId: course.id, days: null });

    const page = await fixture.visitor();
    const portal = new Portal(page);
    await portal.signIn(fixture.portalUrl(), email, memberPassword);
    await portal.heading('Hello, Mara');
    await portal.sees('What a glaze is');
    await portal.follow('Continue');
    const player = new Player(page);
    await player.heading('What a glaze is');
    await player.progress(0);
    await player.marked('Ash glazes', 'locked');
    await fixture.accessibility.look(page, 'course player');
    await player.choose('Ash glazes');
    await player.sees(
      page
        .getByRole('main')
        .getByText(/^Opens 8 Feb 2027, 09:00 CET/)
        .last(),
    );
    await fixture.accessibility.look(page, 'locked lesson');
    await player.choose('Your own recipe');
    await player.sees(page.getByRole('main').getByText('Opens after “Ash glazes”.').last());

    await adminTasks.advance(clockId, '2027-02-08T08:00:00.000Z');
    await page.reload();
    await player.marked('Ash glazes', 'open');
    await player.choose('Ash glazes');
    await player.sees('Ash glazes, step by step.');
    await player.choose('What a glaze is');
    await player.press('Done, next lesson');
    await player.marked('What a glaze is', 'done');
    await player.progress(33);
    await player.heading('Ash glazes');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ash glazes');
    await player.press('Done, next lesson');
    await player.heading('Your own recipe');
    await player.sees('Your own recipe, step by step.');
    await player.progress(66);
    await player.press('Finish the course');
    await player.heading(`You finished ${course.title}`);
    await player.marked('Your own recipe', 'done');
    await player.progress(100);
    await fixture.accessibility.look(page, 'finished course');
    await player.follow('See your certificate');
    await portal.heading('Certificates');
    await portal.heading(course.title);
    await fixture.accessibility.look(page, 'certificates');
    const [download] = await Promise.all([page.waitForEvent('download'), portal.follow('Download')]);
    const pdf = await readFile(await download.path());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

    const serial = await page
      .getByText(/^Completed on 8 February 2027/)
      .getByRole('link')
      .innerText();
    const stranger = await fixture.visitor();
    await stranger.goto(`${fixture.portalUrl()}/verify/${serial}`);
    const check = new Portal(stranger);
    await check.heading('This certificate is genuine');
    await check.sees('Mara Vogel');
    await check.sees(course.title);
    await fixture.accessibility.look(stranger, 'check of a certificate');
    await stranger.goto(`${fixture.portalUrl()}/verify/KILN-0000-NOSUCH`);
    await check.heading('No certificate has this serial number');
  });

  it('leads to the certificate though optional lessons are left, and asks for the name that it needs', async () => {
    const { adminTasks } = fixture;
    const course = await adminTasks.course(fresh('Slips'), [
      { title: 'One' },
      { title: 'Later', release: opens.daysAfterEnrolment(7), required: false },
    ]);
    await adminTasks.certificateFor(course);
    const email = freshAddress('nameless');
    const contactId = await adminTasks.member({ email, name: '' });
    await adminTasks.admin.post(`/api/admin/contacts/${contactId}/grants`, { productId: course.id, days: null });
    const page = await fixture.visitor();
    const portal = new Portal(page);
    await portal.signIn(fixture.portalUrl(), email, memberPassword);
    await portal.heading(/^Welcome to/);
    await page.goto(`${fixture.portalUrl()}/courses/${course.id}`);
    const player = new Player(page);
    await player.sees(page.getByRole('navigation', { name: 'Lessons' }).getByText('· optional'));
    await player.press('Finish the course');
    await player.heading(`You finished ${course.title}`);
    await player.sees('Every required lesson is done; 1 optional lesson is left.');
    await page.getByLabel('Your name').fill('Nina Name');
    await player.press('Create my certificate');
    await player.follow('See your certificate');
    await portal.heading(course.title);
    await fixture.accessibility.look(page, 'certificate of a late name');
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
