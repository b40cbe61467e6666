/**
 * `node scripts/screenshots.mjs [name ...]`: takes the pictures of docs/images on a product of its own with sample data, or on the
 * running one whose data folder TEST_STACK names. Names choose pictures; without any, all are taken.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromium as findChromium } from './checks/chromium.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { inRoot } from './lib/paths.mjs';
import { sayTo, Trouble } from './lib/say.mjs';
import { attachStack, startStack } from './lib/stack.mjs';
import { Supervisor } from './lib/supervisor.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContextOptions} Look
 */

/** Pictures to take; none names all. */
const wanted = process.argv.slice(2);
const say = sayTo(process.stdout);
const images = inRoot('docs/images');
const largest = 300_000;
const day = 86_400_000;
/** Test clocks tick in whole seconds. */
const now = Math.floor(Date.now() / 1000) * 1000;
/** @param {number} days */
const daysAgo = (days) => new Date(now - days * day).toISOString();

const running = process.env.TEST_STACK;
const folder = running ? null : mkdtempSync(join(tmpdir(), 'perennial-pictures-'));
// Postgres runs as another account where we are root.
if (folder) chmodSync(folder, 0o755);
mkdirSync(images, { recursive: true });
const own = folder ? await startStack({ dataDir: folder, say, prepare: (supervisor) => ensureBuilt(supervisor) }) : null;
const stack = own ?? attachStack(running ?? '');
const adminUrl = stack.env.PUBLIC_ADMIN_URL ?? '';
const portalUrl = (stack.env.PUBLIC_PORTAL_URL ?? '').replace('{slug}', 'kiln');

/** @type {typeof import('../test/dist/e2e/support/admin-tasks.js')} */
const { AdminTasks, memberPassword } = await import(inRoot('test/dist/e2e/support/admin-tasks.js'));
/** @type {typeof import('../test/dist/story/surface.js')} */
const { Surface } = await import(inRoot('test/dist/story/surface.js'));
/** @type {typeof import('../test/dist/story/hosted-pages.js')} */
const { cards, payOnPage } = await import(inRoot('test/dist/story/hosted-pages.js'));

const adminTasks = await AdminTasks.open(stack);
const browser = await chromium.launch({
  executablePath: await findChromium(new Supervisor({ dataDir: images, say })),
  args: [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--no-first-run',
    '--host-resolver-rules=MAP *.localhost 127.0.0.1',
  ],
});
try {
  const life = await live();
  say('The sample data is complete.');
  await takePictures(life);
} finally {
  await browser.close();
  await own?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}

/** What the pictures are of. @typedef {Awaited<ReturnType<typeof live>>} Life */

/** Twelve days of two people on a test clock, and a few purchases of today. */
async function live() {
  const { admin } = adminTasks;
  const { items: products } = await admin.get('/api/admin/products');
  const course = products.find((/** @type {{ kind: string }} */ { kind }) => kind === 'course');
  const terms = { productIds: [course.id], trialDays: 14, oldPriceAmount: 3900 };
  const week = await adminTasks.plan('The glazing year', { ...terms, trialDays: 7 });
  const free = await adminTasks.plan('Try the studio', {
    ...terms,
    oldPriceAmount: null,
    priceAmount: 1900,
    requireCardBeforeTrial: false,
  });
  const taste = await adminTasks.plan('A taste of clay', { ...terms, trialDays: 9, requireCardBeforeTrial: false });
  const month = await adminTasks.plan('A month at the wheel', {
    ...terms,
    trialDays: 0,
    priceAmount: 4900,
    oldPriceAmount: null,
  });
  const rescue = await automationFrom('Trial rescue', 'trial-rescue');
  await automationFrom('Course completion', 'course-completion');

  const clockId = await adminTasks.clock(daysAgo(12), 'Two weeks');
  const ana = await person('Ana Keller', 'ana.keller@example.org', clockId);
  const ben = await person('Ben Ruiz', 'ben.ruiz@example.org', clockId);
  await buy(week.slug, ana, cards.good);
  const membershipId = await buy(free.slug, ben, null);
  // Her trial ends without a card, which is where the journey of the picture starts.
  const cleo = await person('Cleo Marin', 'cleo.marin@example.org', clockId);
  await buy(taste.slug, cleo, null);
  await adminTasks.advance(clockId, daysAgo(11));
  for (const lesson of (await lessonsOf(ben, course.id)).slice(0, 2)) {
    await ben.portal.post(`/api/portal/lessons/${lesson}/open`);
    await ben.portal.post(`/api/portal/lessons/${lesson}/complete`);
  }
  await admin.put(`/api/admin/contacts/${ana.id}/tags/potter`);
  await adminTasks.advance(clockId, new Date(now).toISOString());

  for (const name of ['Mara Vogel', 'Tom Adler', 'Lin Torres']) {
    const buyer = await person(name, `${name.toLowerCase().replace(' ', '.')}@example.org`);
    await buy(name.startsWith('L') ? 'pottery-all-year' : month.slug, buyer, cards.good);
  }
  const { items: runs } = await admin.get(`/api/admin/automations/${rescue}/runs?contactId=${cleo.id}`);
  return { ana, ben, course, rescue, membershipId, runId: runs[0].id };
}

/**
 * @param {Life} life
 */
async function takePictures({ ana, ben, course, rescue, membershipId, runId }) {
  const owner = await signedInOwner({});
  await take('admin-home', owner, adminUrl, (page) => page.getByText('Recent activity').waitFor());
  await take('membership-wizard', owner, `${adminUrl}/marketing/membership/new`, async (page) => {
    await page.getByLabel('Title').fill('The evening studio');
    await page.getByLabel('Description').fill('A wheel, a shelf and a key: the studio is yours after six.');
    await page.getByLabel('Price', { exact: true }).fill('24.50');
    await page.getByLabel('Old price').fill('32');
    await page.getByLabel('Free trial days').fill('14');
    await page.getByRole('heading', { level: 1 }).click();
  });
  await take('contact-timeline', owner, `${adminUrl}/contacts/${ana.id}`, async (page) => {
    const entry = page.getByRole('listitem').filter({ hasText: 'Payment succeeded' }).first();
    await entry.getByRole('button', { name: 'Cause and effects' }).click();
    await entry.getByText('Effects', { exact: true }).waitFor();
  });
  await take('email-settings', owner, `${adminUrl}/settings/email`, (page) => page.getByRole('switch').first().waitFor());
  await take('certificate', owner, `${adminUrl}/memberships/certificates`, (page) =>
    page.getByRole('img', { name: 'Certificate preview' }).waitFor(),
  );
  const dark = await signedInOwner({ colorScheme: 'dark', viewport: { width: 1440, height: 860 } });
  await take('canvas', dark, `${adminUrl}/automations/${rescue}`, (page) =>
    page
      .getByText(/Come back/)
      .first()
      .waitFor(),
  );
  await take('canvas-run', dark, `${adminUrl}/automations/${rescue}/runs/${runId}`, (page) =>
    page.getByText('Stop the journey').waitFor(),
  );

  const visitor = await newPage({});
  await take('portal-plan', visitor, `${portalUrl}/plans/pottery-all-year`, (page) =>
    page.getByRole('heading', { level: 1 }).waitFor(),
  );
  const phone = await newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true });
  await phone.goto(`${portalUrl}/sign-in`);
  await phone.getByText('Password', { exact: true }).click();
  await phone.getByRole('textbox', { name: 'Email' }).fill(ben.email);
  await phone.getByRole('textbox', { name: 'Password' }).fill(memberPassword);
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await phone.getByText('Your courses').waitFor();
  await take('portal-course-phone', phone, `${portalUrl}/courses/${course.id}`, (page) => page.getByRole('article').waitFor());

  await take(
    'temporal-ui-membership',
    visitor,
    `${stack.env.TEMPORAL_UI_URL}/namespaces/default/workflows/membership-${membershipId}`,
    async (page) => {
      await page.getByText('User Metadata').click();
      await page.frameLocator('iframe >> nth=-1').getByText('Open contact').waitFor();
    },
  );
  await take('mail-inbox', visitor, stack.addresses.mail ?? '', async (page) => {
    await page.getByText('Welcome to The glazing year').first().click();
    await page.frameLocator('iframe').getByRole('heading').first().waitFor();
  });
}

/**
 * @param {string} name
 * @param {string} email
 * @param {string} [clockId]
 */
async function person(name, email, clockId) {
  const id = await adminTasks.member({ name, email, ...(clockId && { clockId }) });
  const portal = new Surface(portalUrl);
  await portal.post('/api/portal/session', { email, password: memberPassword });
  return { id, name, email, portal };
}

/**
 * Buys a plan on the hosted page. Returns the membership.
 * @param {string} slug
 * @param {Awaited<ReturnType<typeof person>>} buyer
 * @param {string | null} card
 * @returns {Promise<string>}
 */
async function buy(slug, { portal }, card) {
  const { url } = await portal.post(`/api/portal/plans/${slug}/checkout`, { timeZone: 'Europe/Berlin' });
  const session = new URL((await payOnPage(url, card)) ?? '').searchParams.get('session');
  return adminTasks.until('the purchase is through', async () => {
    const { state, membershipId } = await portal.post(`/api/portal/checkout/${session}/return`);
    return state === 'ready' && membershipId;
  });
}

/**
 * Required lessons of a course, in order.
 * @param {Awaited<ReturnType<typeof person>>} member
 * @param {string} courseId
 * @returns {Promise<string[]>}
 */
async function lessonsOf({ portal }, courseId) {
  const { modules } = await portal.get(`/api/portal/courses/${courseId}`);
  return modules
    .flatMap((/** @type {{ lessons: { id: string, required: boolean }[] }} */ { lessons }) => lessons)
    .filter((/** @type {{ required: boolean }} */ { required }) => required)
    .map((/** @type {{ id: string }} */ { id }) => id);
}

/**
 * A published automation from a template.
 * @param {string} name
 * @param {string} template
 * @returns {Promise<string>} its id
 */
async function automationFrom(name, template) {
  const { id, draftRevision } = await adminTasks.admin.post('/api/admin/automations', { name, template });
  await adminTasks.admin.post(`/api/admin/automations/${id}/publish`, { revision: draftRevision });
  return id;
}

/** @param {Look} look */
async function newPage(look) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...look,
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

/** @param {Look} look */
async function signedInOwner(look) {
  const owner = stack.logins.find(({ who }) => who === 'Owner');
  if (!owner) throw new Trouble('The seed made no owner.');
  const page = await newPage(look);
  await page.goto(adminUrl);
  await page.getByRole('textbox', { name: 'Email' }).fill(owner.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  return page;
}

/**
 * @param {string} name
 * @param {Page} page
 * @param {string} url
 * @param {(page: Page) => Promise<unknown>} prepare waits until the page shows what the picture is about
 */
async function take(name, page, url, prepare) {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  await page.goto(url);
  await prepare(page);
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  const path = join(images, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  if (size > largest) throw new Trouble(`${path} has ${size} bytes; at most ${largest} go into the repository.`);
  say(`  ${name}.png ${Math.round(size / 1000)} kB`);
}
