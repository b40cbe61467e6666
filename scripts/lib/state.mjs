import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} State Secrets that must be the same at the next start.
 * @property {string} appSecret 32 bytes, base64
 * @property {string} superuserPassword
 * @property {string} appPassword
 * @property {string} sandboxPassword
 * @property {string} stripeKey
 */

/**
 * Reads the generated secrets of a data folder, and generates those that are missing.
 * @param {string} dataDir
 * @returns {State}
 */
export function loadState(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const word = () => randomBytes(18).toString('hex');
  const file = join(dataDir, 'state.json');
  const state = {
    superuserPassword: word(),
    appPassword: word(),
    sandboxPassword: word(),
    stripeKey: `sk_test_demo${word()}`,
    ...(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}),
  };
  writeWhole(file, `${JSON.stringify(state, null, 2)}\n`);
  const secretFile = join(dataDir, 'secret');
  if (!existsSync(secretFile)) writeWhole(secretFile, `${randomBytes(32).toString('base64')}\n`);
  return { ...state, appSecret: readFileSync(secretFile, 'utf8').trim() };
}

/**
 * Replaces a file in one step: a reader or a crash sees the old text or the new one.
 * @param {string} file
 * @param {string} text
 */
export function writeWhole(file, text) {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
