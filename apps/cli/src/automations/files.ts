import type { Schemas } from '@perennial/api-client';
import type { Command } from 'commander';
import { answer } from '../api/connect.js';
import { failed } from '../failure.js';
import { withExample } from '../options.js';
import { plain } from '../output/plain.js';
import type { Session } from '../session.js';
import { automationId } from './which.js';

/** Commands that move automations between files and schools. */
export function addFiles(group: Command, session: Session): void {
  withExample(group.command('export <automation>'), 'automations export "Welcome series" --out welcome.json')
    .description('print the draft of an automation as JSON, or write it to a file')
    .option('--out <file>', 'write it to this file')
    .action(async (automation: string, { out }: { readonly out?: string }) => {
      const id = await automationId(session.api, automation);
      const file = await answer(session.api.GET('/v1/automations/{id}/export', { params: { path: { id } } }));
      const content = `${JSON.stringify(file, null, 2)}\n`;
      if (out === undefined) return session.result(file, content);
      await session.io.write(out, content);
      session.result({ id, file: out }, `Wrote “${plain(file.name)}” to ${out}.`);
    });

  withExample(group.command('import <files...>'), 'automations import welcome.json', 'automations import - < welcome.json')
    .description('create a draft from each exported file; - reads standard input')
    .action(async (files: readonly string[]) => {
      const imported: { readonly file: string; readonly id: string }[] = [];
      for (const file of files) {
        session.progress.show(`Importing ${plain(file)} (${imported.length + 1} of ${files.length})`);
        const body = parsed(file, await session.io.read(file));
        try {
          const { id } = await answer(session.api.POST('/v1/automations/import', { body }));
          imported.push({ file, id });
        } catch (error) {
          session.progress.end();
          session.note(importedText(imported));
          throw error;
        }
      }
      session.progress.end();
      session.result({ imported }, importedText(imported));
    });
}

/** @throws {Failure} if the text is not JSON. The API checks the rest and names every field. */
function parsed(file: string, text: string): Schemas['AutomationFile'] {
  try {
    return JSON.parse(text) as Schemas['AutomationFile'];
  } catch {
    throw failed('invalid_json', `${file} is not JSON. Export the automation again with: perennial automations export`);
  }
}

const importedText = (imported: readonly { readonly file: string; readonly id: string }[]): string =>
  imported.length === 0
    ? 'Nothing was imported.'
    : imported.map(({ file, id }) => `Imported ${plain(file)} as draft ${id}.`).join('\n');
