/** `node scripts/generate.mjs [--check]`: writes (or checks) the files that are made from others: openapi.json, the API client, .env.example. */
import { checkGenerated, generate } from './checks/generated.mjs';
import { runAlone } from './lib/alone.mjs';

await runAlone(process.argv.includes('--check') ? checkGenerated : generate);
