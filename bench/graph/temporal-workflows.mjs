import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

/**
 * @typedef {object} Activities
 * @property {(email: string, tag: string) => Promise<void>} addTag
 * @property {(email: string, tag: string) => Promise<boolean>} hasTag
 * @property {(id: string) => Promise<void>} call
 */

const options = { startToCloseTimeout: /** @type {const} */ ('30 seconds') };
const remote = /** @type {Activities} */ (/** @type {unknown} */ (proxyActivities(options)));
const local = /** @type {Activities} */ (/** @type {unknown} */ (proxyLocalActivities(options)));

/**
 * What an engineer would write by hand in place of the automation: decide, tag, call.
 * @param {{ id: string, email: string, tag: string, vip: boolean }} input
 */
export async function remoteTag({ id, email, tag, vip }) {
  if (!vip) await remote.addTag(email, tag);
  await remote.call(id);
}

/** @param {{ id: string, email: string, tag: string, vip: boolean }} input */
export async function localTag({ id, email, tag, vip }) {
  if (!vip) await local.addTag(email, tag);
  await remote.call(id);
}

/** Each condition is asked of the database, as it changes while the workflow runs. @param {{ id: string, email: string, steps: number }} input */
export async function ifs({ id, email, steps }) {
  for (let i = 0; i < steps; i++) if (await local.hasTag(email, 'nobody has it')) return;
  await remote.call(id);
}

/** @param {{ id: string, email: string, tag: string, steps: number }} input */
export async function tags({ id, email, tag, steps }) {
  for (let i = 0; i < steps; i++) await local.addTag(email, `${tag}-${i}`);
  await remote.call(id);
}
