#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/main.js', import.meta.url);
if (existsSync(program)) await import(program.href);
else {
  process.stderr.write('perennial: the command line is not built yet. Build it: npm run build\n');
  process.exitCode = 1;
}
