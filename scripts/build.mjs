/** `npm run build [product|web|test ...]`: compiles what is stale. */

import { runAlone } from './lib/alone.mjs';
import { ensureBuilt } from './lib/build.mjs';

const names = process.argv.slice(2);
await runAlone((supervisor) => ensureBuilt(supervisor, names.length > 0 ? names : undefined));
