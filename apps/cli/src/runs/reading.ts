import type { Schemas } from '@perennial/api-client';
import { type Command, Option } from 'commander';
import { answer } from '../api/connect.js';
import { automationId } from '../automations/which.js';
import { howMany, withExample } from '../options.js';
import type { Session } from '../session.js';
import { runsText, runText } from './views.js';

const states = ['running', 'waiting', 'parked', 'completed', 'exited', 'stopped'] as const;
const largestPage = 100;

interface ListOptions {
  readonly state?: (typeof states)[number];
  readonly step?: string;
  readonly email?: string;
  readonly contact?: string;
  readonly held?: boolean;
  readonly after?: string;
  readonly limit: number;
}

/** Commands that only read runs. */
export function addReading(group: Command, session: Session): void {
  withExample(
    group.command('list <automation>'),
    'runs list "Welcome series" --state parked',
    'runs list "Welcome series" --step wait --limit 500 --json',
  )
    .description('list who is where in an automation, newest first')
    .addOption(new Option('--state <state>', 'only journeys in this state; parked ones need attention').choices(states))
    .option('--step <id>', 'only people who are at this step now')
    .option('--email <address>', 'only journeys of the contact with this address')
    .option('--contact <id>', 'only journeys of this contact')
    .option('--held', 'only people who wait before a step that is held')
    .option('--limit <number>', 'how many at most', howMany, 50)
    .option('--after <id>', 'begin after this journey, which a list named')
    .action(async (automation: string, options: ListOptions) => {
      const id = await automationId(session.api, automation);
      const { items, next } = await listed(session, id, options);
      session.result({ items, next }, runsText(items, next));
    });

  withExample(group.command('show <run>'), 'runs show 0192f1c0-5a3e-7b44-8000-000000000001')
    .description('show one journey with the steps that it took')
    .action(async (id: string) => {
      const run = await answer(session.api.GET('/v1/runs/{id}', { params: { path: { id } } }));
      session.result(run, runText(run));
    });
}

/** As many pages as the limit needs. */
async function listed(session: Session, id: string, options: ListOptions): Promise<Schemas['ProgramRuns']> {
  const { state, step, email, contact: contactId, held, limit } = options;
  const items: Schemas['ProgramRun'][] = [];
  let next = options.after ?? null;
  do {
    const pageSize = Math.min(largestPage, limit - items.length);
    const query = {
      pageSize,
      ...(state && { state }),
      ...(step !== undefined && { step }),
      ...(email !== undefined && { email }),
      ...(contactId !== undefined && { contactId }),
      ...(held && { held: 'true' }),
      ...(next !== null && { after: next }),
    };
    const page = await answer(session.api.GET('/v1/automations/{id}/runs', { params: { path: { id }, query } }));
    items.push(...page.items);
    next = page.next;
    if (next !== null && items.length < limit) session.progress.show(`${items.length} read`);
  } while (next !== null && items.length < limit);
  session.progress.end();
  return { items, next };
}
