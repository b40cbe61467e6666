import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads a package of the peer that a program runs as: it is installed outside the repository, where an `import` of its name
 * would not find it.
 * @param {string} name
 */
export const packageOfPeer = async (name) =>
  import(pathToFileURL(createRequire(join(process.env.PEER_FOLDER ?? '', 'package.json')).resolve(name)).href);
