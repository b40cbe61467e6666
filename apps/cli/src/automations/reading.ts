import { type Command, Option } from 'commander';
import { answer } from '../api/connect.js';
import { withExample } from '../options.js';
import type { Session } from '../session.js';
import { automationsText, automationText } from './views.js';
import { automationId } from './which.js';

/** Commands that only read automations. */
export function addReading(group: Command, session: Session): void {
  withExample(group.command('list'), 'automations list --state active')
    .description('list the automations')
    .addOption(new Option('--state <state>', 'only those in this state').choices(['draft', 'active', 'paused', 'archived']))
    .action(async ({ state }: { readonly state?: string }) => {
      const { items } = await answer(session.api.GET('/v1/automations'));
      const shown = items.filter((item) => state === undefined || item.state === state);
      session.result({ items: shown }, automationsText(shown));
    });

  withExample(group.command('show <automation>'), 'automations show "Welcome series"')
    .description('show one automation: its version, the issues of its draft, and how many people are at each step')
    .action(async (automation: string) => {
      const id = await automationId(session.api, automation);
      const shown = await answer(session.api.GET('/v1/automations/{id}', { params: { path: { id } } }));
      session.result(shown, automationText(shown));
    });
}
