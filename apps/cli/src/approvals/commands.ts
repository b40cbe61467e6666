import { Argument, type Command, Option } from 'commander';
import { answer } from '../api/connect.js';
import { withExample } from '../options.js';
import type { Session } from '../session.js';
import { approvalsText, decidedText } from './views.js';

const states = ['open', 'answered'] as const;
const answers = ['approved', 'declined'] as const;

/** `perennial approvals …` */
export function addApprovals(program: Command, session: Session): void {
  const group = program.command('approvals').description('list and decide the questions that journeys ask staff');

  withExample(group.command('list'), 'approvals list --state answered')
    .description('list the questions that wait for an answer, the oldest first, or the newest answers')
    .addOption(new Option('--state <state>', 'those that wait, or those that were answered').choices(states).default('open'))
    .action(async ({ state }: { readonly state: (typeof states)[number] }) => {
      const listed = await answer(session.api.GET('/v1/approvals', { params: { query: { state } } }));
      session.result(listed, approvalsText(listed));
    });

  withExample(
    group.command('decide <approval>').addArgument(new Argument('<answer>', 'what you decide').choices(answers)),
    'approvals decide 0192f1c0-5a3e-7b44-8000-000000000001 approved --note "Order 17"',
  )
    .description('answer a question; the first answer counts, and repeating it changes nothing')
    .option('--note <text>', 'a note for the journey', '')
    .action(async (id: string, decision: (typeof answers)[number], { note }: { readonly note: string }) => {
      const params = { path: { id } };
      const decided = await answer(session.api.POST('/v1/approvals/{id}/decide', { params, body: { answer: decision, note } }));
      session.result(decided, decidedText(decided));
    });
}
