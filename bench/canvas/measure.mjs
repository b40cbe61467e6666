import { sleep } from '../../scripts/lib/say.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {Window & { drawnFrames?: number, recording?: boolean }} FrameRecorder
 */

const SECONDS = 3;
const KEYS = 20;
/** A frame that comes this late is felt. */
const SMOOTH_MS = 34;

/**
 * Opens a page and waits until cards are drawn and frames are smooth again.
 * @param {Page} page
 * @param {string} url
 * @returns {Promise<number>} milliseconds
 */
export async function untilReady(page, url) {
  const since = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForSelector('.react-flow__node', { state: 'visible', timeout: 120_000 });
  await page.evaluate(
    (smooth) =>
      new Promise((resolve) => {
        let [last, inRow] = [performance.now(), 0];
        const frame = () => {
          const now = performance.now();
          inRow = now - last < smooth ? inRow + 1 : 0;
          last = now;
          if (inRow >= 3) resolve(undefined);
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    SMOOTH_MS,
  );
  return performance.now() - since;
}

/**
 * Frames per second while the mouse drags from a place.
 * @param {Page} page
 * @param {{ x: number, y: number }} from
 */
export async function framesWhileDragging(page, from) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.evaluate(() => {
    const recorder = /** @type {FrameRecorder} */ (window);
    recorder.drawnFrames = 0;
    recorder.recording = true;
    const frame = () => {
      recorder.drawnFrames = (recorder.drawnFrames ?? 0) + 1;
      if (recorder.recording) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const since = performance.now();
  for (let turn = 0; performance.now() - since < SECONDS * 1000; turn++) {
    await page.mouse.move(from.x + 90 * Math.sin(turn / 10), from.y + 60 * (1 - Math.cos(turn / 10)));
    await sleep(8);
  }
  const seconds = (performance.now() - since) / 1000;
  const frames = await page.evaluate(() => {
    const recorder = /** @type {FrameRecorder} */ (window);
    recorder.recording = false;
    return recorder.drawnFrames ?? 0;
  });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return frames / seconds;
}

/** The middle of a card that is wholly in view, and a place without any. @param {Page} page */
export const places = (page) =>
  page.evaluate(() => {
    const box = (/** @type {Element} */ element) => element.getBoundingClientRect();
    const canvas = box(/** @type {Element} */ (document.querySelector('.react-flow__pane')));
    const inside = [...document.querySelectorAll('.react-flow__node')]
      .map(box)
      .filter(
        ({ left, right, top, bottom }) =>
          left > canvas.left + 20 && right < canvas.right - 20 && top > canvas.top + 60 && bottom < canvas.bottom - 60,
      );
    const [, second = inside[0]] = inside;
    if (!second) throw new Error('no card is in view');
    let empty;
    for (let y = canvas.bottom - 120; y > canvas.top + 60 && !empty; y -= 20)
      for (let x = canvas.left + 20; x < canvas.right - 20 && !empty; x += 20)
        if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) empty = { x, y };
    if (!empty) throw new Error('no empty place is in view');
    return { card: { x: second.left + second.width / 2, y: second.top + second.height / 2 }, empty };
  });

/**
 * Script per key that is typed in the settings of a step.
 * @param {Page} page
 * @param {{ x: number, y: number }} card
 */
export async function scriptPerKey(page, card) {
  await page.mouse.click(card.x, card.y);
  const field = page.getByLabel('Wait for', { exact: true });
  await field.click();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const script = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
  };
  const before = await script();
  for (let key = 0; key < KEYS; key++) await page.keyboard.press(key % 2 === 0 ? '5' : 'Backspace');
  return ((await script()) - before) / KEYS;
}
