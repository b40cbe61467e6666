import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Root of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Absolute path of a file of the checkout.
 * @param {...string} parts
 */
export const inRoot = (...parts) => join(root, ...parts);

/**
 * File URL of a file of the checkout, for `import()`.
 * @param {...string} parts
 */
export const urlInRoot = (...parts) => pathToFileURL(inRoot(...parts)).href;
