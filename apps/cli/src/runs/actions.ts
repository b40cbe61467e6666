import { type Command, Option } from 'commander';
import { answer } from '../api/connect.js';
import { type ActingOptions, idempotencyKey, onceOnly, withExample } from '../options.js';
import type { Session } from '../session.js';
import { operatedText } from './views.js';

const versions = ['current', 'newest'] as const;
const someRun = '0192f1c0-5a3e-7b44-8000-000000000001';

interface RetryOptions extends ActingOptions {
  readonly version: (typeof versions)[number];
}

/** Commands to one run. */
export function addActions(group: Command, session: Session): void {
  withExample(group.command('retry <run>'), `runs retry ${someRun}`, `runs retry ${someRun} --version newest`)
    .description('retry the step of a journey that needs attention')
    .addOption(
      new Option('--version <which>', 'use the version that the journey is on, or the newest published one')
        .choices(versions)
        .default('current'),
    )
    .addOption(idempotencyKey())
    .action((id: string, options: RetryOptions) => operate(session, 'retry', id, options, options.version));

  withExample(group.command('skip <run>'), `runs skip ${someRun}`)
    .description('continue a journey that needs attention without the step')
    .addOption(idempotencyKey())
    .action((id: string, options: ActingOptions) => operate(session, 'skip', id, options));

  withExample(group.command('stop <run>'), `runs stop ${someRun}`)
    .description('end a journey where it is')
    .addOption(idempotencyKey())
    .action((id: string, options: ActingOptions) => operate(session, 'stop', id, options));
}

async function operate(
  session: Session,
  action: 'retry' | 'skip' | 'stop',
  id: string,
  options: ActingOptions,
  version: (typeof versions)[number] = 'current',
): Promise<void> {
  const params = { path: { id, action }, header: onceOnly(options) };
  const run = await answer(session.api.POST('/v1/runs/{id}/{action}', { params, body: { version } }));
  session.result(run, operatedText(action, run));
}
