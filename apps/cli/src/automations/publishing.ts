import { type Command, Option } from 'commander';
import { answer } from '../api/connect.js';
import { type ActingOptions, idempotencyKey, onceOnly, wholeNumber, withExample } from '../options.js';
import { joined, plain } from '../output/plain.js';
import type { Session } from '../session.js';
import { automationId } from './which.js';

const pauses = ['continue', 'hold', 'exit'] as const;
const waits = ['count', 'restart', 'active'] as const;

interface PublishOptions extends ActingOptions {
  readonly revision?: number;
  readonly note: string;
  readonly despiteScenarios: boolean;
}

/** Commands that change what people enter. */
export function addPublishing(group: Command, session: Session): void {
  withExample(
    group.command('publish <automation>'),
    'automations publish "Welcome series" --note "Shorter wait"',
    'automations publish "Welcome series" --revision 12',
  )
    .description('publish the draft, so that people enter it from now on; a draft with issues is refused with a list of them')
    .option('--revision <number>', 'the revision of the draft that you have checked (default: the newest)', wholeNumber)
    .option('--note <text>', 'what changed, for the list of versions', '')
    .option('--despite-scenarios', 'publish although scenarios fail', false)
    .addOption(idempotencyKey())
    .action(async (automation: string, options: PublishOptions) => {
      const id = await automationId(session.api, automation);
      const { revision: checked, note, despiteScenarios } = options;
      const body = { revision: checked ?? (await newestRevision(session, id)), note, despiteScenarios, moves: [] };
      const params = { path: { id }, header: onceOnly(options) };
      const published = await answer(session.api.POST('/v1/automations/{id}/publish', { params, body }));
      const paused = published.state === 'paused' && 'The automation is paused, so nobody enters until it is resumed.';
      session.result(
        published,
        joined([`“${plain(published.name)}” is published as version ${published.version}.`, paused], ' '),
      );
    });

  withExample(group.command('pause <automation>'), 'automations pause "Welcome series" --people hold')
    .description('pause an automation: nobody new enters')
    .addOption(
      new Option('--people <what>', 'what people in progress do: they continue, are held where they are, or exit')
        .choices(pauses)
        .default('continue'),
    )
    .addOption(idempotencyKey())
    .action(async (automation: string, options: ActingOptions & { readonly people: (typeof pauses)[number] }) => {
      const id = await automationId(session.api, automation);
      const params = { path: { id }, header: onceOnly(options) };
      const paused = await answer(session.api.POST('/v1/automations/{id}/pause', { params, body: { people: options.people } }));
      session.result(paused, `“${plain(paused.name)}” is ${paused.state}.`);
    });

  withExample(group.command('resume <automation>'), 'automations resume "Welcome series"')
    .description('resume a paused automation: people enter again, and those whom the pause held continue')
    .addOption(
      new Option('--waits <how>', 'what the pause means for waits: it counts, they restart, or only active time counts')
        .choices(waits)
        .default('count'),
    )
    .addOption(idempotencyKey())
    .action(async (automation: string, options: ActingOptions & { readonly waits: (typeof waits)[number] }) => {
      const id = await automationId(session.api, automation);
      const params = { path: { id }, header: onceOnly(options) };
      const resumed = await answer(session.api.POST('/v1/automations/{id}/resume', { params, body: { waits: options.waits } }));
      session.result(resumed, `“${plain(resumed.name)}” is ${resumed.state}.`);
    });
}

async function newestRevision(session: Session, id: string): Promise<number> {
  const { draftRevision } = await answer(session.api.GET('/v1/automations/{id}', { params: { path: { id } } }));
  return draftRevision;
}
