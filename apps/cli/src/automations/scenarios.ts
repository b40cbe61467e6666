import { type Command, Option } from 'commander';
import { answer } from '../api/connect.js';
import { exitCodes } from '../exit-codes.js';
import { withExample } from '../options.js';
import type { Session } from '../session.js';
import { scenariosText } from './views.js';
import { automationId } from './which.js';

const graphs = ['draft', 'published'] as const;

/** `perennial automations scenarios run`, which a job in CI can call. */
export function addScenarios(group: Command, session: Session): void {
  const scenarios = group.command('scenarios').description('run the scenarios of an automation');
  withExample(
    scenarios.command('run <automation>'),
    'automations scenarios run "Welcome series"',
    'automations scenarios run "Welcome series" --against published --json',
  )
    .description('run every scenario without sending or storing anything; exits with 1 if one fails')
    .addOption(
      new Option('--against <graph>', 'what the scenarios of the draft are run against').choices(graphs).default('draft'),
    )
    .action(async (automation: string, { against }: { readonly against: (typeof graphs)[number] }) => {
      const id = await automationId(session.api, automation);
      const ran = await answer(
        session.api.POST('/v1/automations/{id}/scenarios/run', { params: { path: { id } }, body: { against } }),
      );
      session.result(ran, scenariosText(ran));
      if (!ran.passed) session.fail(exitCodes.failed);
    });
}
