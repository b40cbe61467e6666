import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { AdminSignIn } from './pages/admin-sign-in.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

// An API and a web server of this spec's own beside those of the running product, so that it can restart them. Changes are
// made through the product's own API, which shows that every process is notified.
let fixture: Fixture;
let contactId: string;
let api: ChildProcess | undefined;
let web: ChildProcess | undefined;
let apiPort: number;
let webPort: number;
const root = join(import.meta.dirname, '../..');
const pages: Page[] = [];

beforeAll(async () => {
  fixture = await Fixture.open();
  contactId = await fixture.adminTasks.person({ email: freshAddress('live'), name: 'Lena Live' });
  [apiPort, webPort] = [await freePort(), await freePort()];
  api = await startApi();
  web = start(['web/server.mjs', '--port', String(webPort), '--api', `http://127.0.0.1:${apiPort}`]);
  await answers(`http://127.0.0.1:${webPort}/health/live`);
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});
afterAll(async () => {
  await stop(web);
  await stop(api);
  await fixture.close();
});

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...fixture.stack.env, ...env }, stdio: 'ignore' });
}

async function startApi(): Promise<ChildProcess> {
  const started = start(['apps/api/dist/main.js'], {
    API_PORT: String(apiPort),
    PUBLIC_ADMIN_URL: `http://admin.localhost:${webPort}`,
    PUBLIC_PORTAL_URL: `http://{slug}.localhost:${webPort}`,
  });
  await answers(`http://127.0.0.1:${apiPort}/health/ready`);
  return started;
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** A process takes a while to start on a busy machine. */
async function answers(address: string): Promise<void> {
  for (let tries = 0; (await fetch(address).catch(() => null))?.ok !== true; tries++) {
    if (tries > 300) throw new Error(`${address} does not answer`);
    await sleep(200);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** The person's page, with its timeline. @param channel whether the stream of changes can be reached */
async function personPage(channel = true): Promise<Page> {
  const page = await fixture.visitor();
  pages.push(page);
  if (!channel) await page.route('**/api/admin/changes*', (route) => route.abort());
  const connected = channel ? page.waitForResponse(/\/api\/admin\/changes/) : null;
  const owner = fixture.stack.logins.find(({ who }) => who === 'Owner');
  await page.goto(`http://admin.localhost:${webPort}`);
  await new AdminSignIn(page).signIn(owner?.email ?? '', owner?.password ?? '');
  expect((await connected)?.status() ?? 200).toBe(200);
  await page.goto(`http://admin.localhost:${webPort}/contacts/${contactId}`);
  await page.getByRole('heading', { name: 'Lena Live' }).waitFor();
  return page;
}

/** Somebody else puts a tag on the person, and the page shows it. */
async function shows(page: Page, within: number): Promise<void> {
  const tag = fresh('seen').replaceAll(' ', '-').toLowerCase();
  await fixture.adminTasks.admin.put(`/api/admin/contacts/${contactId}/tags/${tag}`, {});
  await page.getByText(tag).first().waitFor({ timeout: within });
}

describe('a screen that is open', () => {
  it('shows changes of other people without a reload, also after a restart of the API', async () => {
    const page = await personPage();
    await shows(page, 10_000);
    // Waits indefinitely if an open stream keeps the process from ending.
    await stop(api);
    await fixture.adminTasks.admin.put(`/api/admin/contacts/${contactId}/tags/while-away`, {});
    api = await startApi();
    await page.getByText('while-away').first().waitFor({ timeout: 20_000 });
    await shows(page, 10_000);
  });

  it('is refreshed without the channel too, only later', async () => {
    const page = await personPage(false);
    await shows(page, 25_000);
  });

  it('holds no stream while its tab is hidden, and catches up when it is shown', async () => {
    const page = await personPage();
    const hide = (hidden: boolean) =>
      page.evaluate((isHidden) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (isHidden ? 'hidden' : 'visible') });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await hide(true);
    const tag = fresh('hidden').replaceAll(' ', '-').toLowerCase();
    await fixture.adminTasks.admin.put(`/api/admin/contacts/${contactId}/tags/${tag}`, {});
    const connected = page.waitForRequest(/\/api\/admin\/changes\?after=/);
    await hide(false);
    await connected;
    await page.getByText(tag).first().waitFor({ timeout: 10_000 });
  });
});
