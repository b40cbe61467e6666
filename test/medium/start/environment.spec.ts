import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { environment, processVariables } from '@perennial/config';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fitting = {
  DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/nothing',
  DATABASE_MIGRATION_URL: 'postgres://nobody:secret@127.0.0.1:1/nothing',
  STRIPE_SANDBOX_DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/nothing',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  SMTP_URL: 'smtp://127.0.0.1:1',
  STORAGE_URL: 'file:///tmp',
  APP_SECRET: Buffer.alloc(32).toString('base64'),
  PUBLIC_ADMIN_URL: 'http://admin.localhost:3000',
  PUBLIC_PORTAL_URL: 'http://{slug}.localhost:3000',
  LOG_LEVEL: 'silent',
  WORKER_METRICS_PORT: '0',
};

/** Runs a program of the product to its end, with this environment and no other. */
function start(program: string, env: Readonly<Record<string, string>>) {
  const { status, stderr } = spawnSync(process.execPath, [program], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, lines: stderr.trim().split('\n') };
}

const programs = [
  ['migrate', 'libs/db/dist/migrate.js', 'DATABASE_MIGRATION_URL'],
  ['api', 'apps/api/dist/main.js', 'DATABASE_URL'],
  ['worker', 'apps/worker/dist/main.js', 'TEMPORAL_ADDRESS'],
  ['stripeSandbox', 'apps/stripe-sandbox/dist/main.js', 'STRIPE_SANDBOX_DATABASE_URL'],
] as const;

describe.each(programs)('%s', (name, program, firstReached) => {
  it('stops at once without its environment and says of each variable what it must be', () => {
    const required = processVariables[name].filter((variable) => !environment[variable].safeParse(undefined).success);
    const { status, lines } = start(program, {});
    expect(required.length).toBeGreaterThan(0);
    expect(status).toBe(1);
    expect(lines.slice(1)).toEqual(required.map((variable) => expect.stringMatching(`^  ${variable}: is not set; it must `)));
  }, 30_000);

  it('stops at a value that is none, names it and does not print it', () => {
    const { status, lines } = start(program, { ...fitting, LOG_LEVEL: 'hunter2' });
    expect(status).toBe(1);
    expect(lines.slice(1)).toEqual(['  LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent']);
  }, 30_000);

  it('stops when a variable leads nowhere, and says where it led', () => {
    const { status, lines } = start(program, fitting);
    expect(status).toBe(1);
    expect(lines.slice(1)).toEqual([expect.stringMatching(`^  ${firstReached}: cannot connect to 127\\.0\\.0\\.1:1`)]);
    expect(lines.join()).not.toContain('secret');
  }, 30_000);
});

it.each([
  ['--port', 'many', 'must be a whole number from 0 to 65535'],
  ['--api', 'somewhere', 'must be the address of the api'],
  ['--admin-host', 'http://admin.example.com', 'must be a host name'],
])('web stops at %s %s and says what is right', (option, value, rule) => {
  const { status, stderr } = spawnSync(process.execPath, ['web/server.mjs', option, value], { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, expect.stringContaining(`web: ${option}: ${rule}`)]);
});
