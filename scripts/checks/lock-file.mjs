import { readFileSync } from 'node:fs';
import { inRoot } from '../lib/paths.mjs';

/**
 * A registry can lack the build of a native package for one platform. Then `npm install` succeeds here and `npm ci` fails elsewhere.
 * @throws {Error} naming the packages without an entry
 */
export async function checkLockFile() {
  /** @type {Record<string, { optionalDependencies?: Record<string, string> }>} */
  const packages = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isFound(packages, path, name)),
  );
  if (missing.length > 0)
    throw new Error(`package-lock.json has no entry for: ${missing.join(', ')}. Pin a release that is complete.`);
}

/**
 * Searches the folders that Node would.
 * @param {Record<string, unknown>} packages
 * @param {string} path
 * @param {string} name
 */
function isFound(packages, path, name) {
  for (let folder = path; ; ) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    const cut = folder.lastIndexOf('/node_modules/');
    folder = cut === -1 ? '' : folder.slice(0, cut);
  }
}
