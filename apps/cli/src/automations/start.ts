import type { Command } from 'commander';
import { answer } from '../api/connect.js';
import { exitCodes } from '../exit-codes.js';
import { type ActingOptions, idempotencyKey, onceOnly, several, withExample } from '../options.js';
import type { Session } from '../session.js';
import { follow } from '../waiting/follow.js';
import { type PeopleOptions, peopleOf } from './people.js';
import { addingLine, areAdded, entriesText } from './views.js';
import { automationId } from './which.js';

interface StartOptions extends ActingOptions, PeopleOptions {
  readonly wait: boolean;
  readonly watch?: string;
}

/** `perennial automations start` */
export function addStart(group: Command, session: Session): void {
  withExample(
    group.command('start <automation>'),
    'automations start "Welcome series" --email ana@example.org',
    'automations start "Welcome series" --segment 0192f1c0-5a3e-7b44-8000-000000000001 --no-wait',
  )
    .description('add people to an active automation with the trigger “Added by staff or a program”, and wait until they entered')
    .option('--email <address>', 'a contact with this address; can be repeated', several)
    .option('--emails-from <file>', 'addresses in a file, one a line; - reads standard input')
    .option('--contact <id>', 'the contact with this ID; can be repeated', several)
    .option('--segment <id>', 'everybody in a segment')
    .option('--everyone', 'all contacts')
    .option('--no-wait', 'do not wait until they entered')
    .option('--watch <request>', 'add nobody, and wait for an earlier request')
    .addOption(idempotencyKey())
    .action(async (automation: string, options: StartOptions) => {
      const people = options.watch === undefined ? await peopleFrom(session, options) : null;
      const id = await automationId(session.api, automation);
      const { entryId, unknown } = await requested(session, id, people, options);
      const read = () => answer(session.api.GET('/v1/automations/{id}/entries/{entryId}', { params: { path: { id, entryId } } }));
      const first = await read();
      const later = `People are still being added. Continue to wait with: perennial automations start ${id} --watch ${entryId}`;
      const entries = options.wait ? await follow(session, { first, read, isDone: areAdded, line: addingLine, later }) : first;
      session.result({ ...entries, unknown }, entriesText(entries, unknown));
      if (entries.state === 'cancelled') session.fail(exitCodes.failed);
    });
}

async function peopleFrom(session: Session, options: PeopleOptions) {
  const { emailsFrom } = options;
  return peopleOf(options, emailsFrom === undefined ? null : await session.io.read(emailsFrom));
}

async function requested(
  session: Session,
  id: string,
  people: ReturnType<typeof peopleOf> | null,
  options: StartOptions,
): Promise<{ readonly entryId: string; readonly unknown: readonly string[] }> {
  if (!people) return { entryId: options.watch ?? '', unknown: [] };
  const params = { path: { id }, header: onceOnly(options) };
  const accepted = await answer(session.api.POST('/v1/automations/{id}/entries', { params, body: people }));
  return { entryId: accepted.id, unknown: accepted.unknown };
}
