/** `npm run build [product|web-admin|web-portal|test ...]`: compiles what is stale. */

import { runAlone } from './lib/alone.mjs';
import { ensureBuilt } from './lib/build.mjs';

const names = process.argv.slice(2);
await runAlone((supervisor) => ensureBuilt(supervisor, (name) => names.length === 0 || names.includes(name)));
