import { chromium as playwright } from 'playwright-core';
import { chromium } from '../../scripts/checks/chromium.mjs';
import { reactFlow } from '../framework/known-peers.mjs';
import { startPeer } from '../framework/peer-process.mjs';
import { openProduct } from '../framework/product.mjs';
import { spreadOf } from '../framework/statistics.mjs';
import { drawing } from './drawing.mjs';
import { framesWhileDragging, places, scriptPerKey, untilReady } from './measure.mjs';

const SIZES = [100, 500, 1000];

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'the editor with 100, 500 and 1,000 steps, beside bare React Flow',
  defaults: { rounds: 4, warmUp: 1 },
  async run(context) {
    const product = await openProduct(context);
    const { url } = await startPeer(context, reactFlow, 'canvas/bare-server.mjs');
    const browser = await playwright.launch({
      executablePath: await chromium(context.supervisor),
      args: [
        ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run'],
        '--host-resolver-rules=MAP *.localhost 127.0.0.1',
      ],
    });
    context.defer(() => browser.close());
    const staff = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await signIn(staff, product.stack);
    const anybody = await browser.newContext({ viewport: { width: 1280, height: 800 } });

    for (const size of SIZES) {
      const name = `canvas, ${size} steps`;
      if (!context.wants(name)) continue;
      const id = await draw(product.admin, size);
      const compared = await context.compare({
        name,
        ours: {
          label: 'product',
          round: () => inPage(staff, `${product.stack.env.PUBLIC_ADMIN_URL}/automations/${id}`, scriptPerKey),
        },
        peer: { label: 'bare React Flow', round: () => inPage(anybody, `${url}/?nodes=${size}`) },
      });
      context.figure({ name: `${name}, ready`, value: compared.ratio('readyMs'), goal: 1.5, bound: 'at most' });
      context.figure({ name: `${name}, frames while dragging`, value: compared.ratio('dragFps'), goal: 0.95, bound: 'at least' });
      context.figure({ name: `${name}, frames while panning`, value: compared.ratio('panFps'), goal: 0.95, bound: 'at least' });
      const keys = spreadOf(compared.ours.map(({ measured }) => measured.keyScriptMs ?? Number.NaN));
      context.figure({ name: `${name}, script per key`, value: keys, goal: 16, bound: 'at most', unit: 'ms' });
    }
  },
};

/**
 * @param {import('playwright-core').BrowserContext} browser
 * @param {string} url
 * @param {typeof scriptPerKey} [typing] where there is a field
 */
async function inPage(browser, url, typing) {
  const page = await browser.newPage();
  try {
    const readyMs = await untilReady(page, url);
    const { empty } = await places(page);
    const panFps = await framesWhileDragging(page, empty);
    const dragFps = await framesWhileDragging(page, (await places(page)).card);
    const keyScriptMs = typing && (await typing(page, (await places(page)).card));
    return { readyMs, dragFps, panFps, keyScriptMs };
  } finally {
    await page.close();
  }
}

/**
 * @param {import('playwright-core').BrowserContext} browser
 * @param {import('../../scripts/lib/stack.d.mts').Stack} stack
 */
async function signIn(browser, { env, logins }) {
  const page = await browser.newPage();
  const { email, password } = logins.find(({ who }) => who === 'Owner') ?? {};
  await page.goto(`${env.PUBLIC_ADMIN_URL}/`);
  const status = await page.evaluate(
    async (body) =>
      (
        await fetch('/api/admin/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    { email, password },
  );
  if (status > 299) throw new Error(`signing in was answered ${status}`);
  await page.close();
}

/**
 * @param {import('../framework/product.mjs').Product['admin']} admin
 * @param {number} size
 */
async function draw(admin, size) {
  const { id } = await admin.post('/api/admin/automations', { name: `Canvas of ${size}` });
  const { draftRevision } = await admin.get(`/api/admin/automations/${id}`);
  await admin.put(`/api/admin/automations/${id}/draft`, { graph: drawing(size), revision: draftRevision });
  return id;
}
