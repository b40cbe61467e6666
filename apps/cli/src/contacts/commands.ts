import type { Command } from 'commander';
import { answer } from '../api/connect.js';
import { isId } from '../automations/which.js';
import { failed, wrongUsage } from '../failure.js';
import { howMany, withExample } from '../options.js';
import { plain } from '../output/plain.js';
import type { Session } from '../session.js';
import { contactsText, contactText } from './views.js';

const largestPage = 100;

/** `perennial contacts …` */
export function addContacts(program: Command, session: Session): void {
  const group = program.command('contacts').description('find and show contacts');

  withExample(group.command('find [text]'), 'contacts find ferreira', 'contacts find --tag "early bird" --limit 100')
    .description('find contacts by a part of their name or address')
    .option('--tag <name>', 'only contacts with this tag')
    .option('--limit <number>', `how many at most, up to ${largestPage}`, howMany, 25)
    .action(async (text: string | undefined, { tag, limit }: { readonly tag?: string; readonly limit: number }) => {
      if (limit > largestPage) throw wrongUsage(`--limit must be at most ${largestPage}.`);
      const query = { pageSize: limit, ...(text !== undefined && { q: text }), ...(tag !== undefined && { tag }) };
      const page = await answer(session.api.GET('/v1/contacts', { params: { query } }));
      session.result(page, contactsText(page));
    });

  withExample(group.command('show <contact>'), 'contacts show ana@example.org')
    .description('show one contact, by ID or address, with access and memberships')
    .action(async (contact: string) => {
      const id = isId(contact) ? contact : await idOf(session, contact);
      const shown = await answer(session.api.GET('/v1/contacts/{id}', { params: { path: { id } } }));
      session.result(shown, contactText(shown));
    });
}

async function idOf(session: Session, email: string): Promise<string> {
  const { items } = await answer(session.api.GET('/v1/contacts', { params: { query: { email } } }));
  const [only] = items;
  if (!only) throw failed('not_found', `No contact has the address ${plain(email)}. Search with: perennial contacts find`);
  return only.id;
}
