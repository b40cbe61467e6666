/** `node scripts/check-compose.mjs`: see {@link checkCompose}. */
import { checkCompose } from './checks/compose.mjs';
import { runAlone } from './lib/alone.mjs';

await runAlone(checkCompose);
