import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Canvas } from '../e2e/pages/canvas.js';
import { Fixture } from '../e2e/support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

const unique = crypto.randomUUID().slice(0, 8);
const ana = `ana.${unique}@example.org`;
const bob = `BOB+${unique}@Example.org`;
/** As a spreadsheet saves it: a byte order mark, semicolons, CRLF, quotes. Line 4 repeats line 2, line 5 has a bad address. */
const file = Buffer.concat([
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from(
    [
      'email;name;tags',
      `${ana};"Silva; Ana";"a,b"`,
      `${bob};Łukasz;`,
      `${ana};"Silva; Ana";"a,b"`,
      'not-an-address;Eva;',
      '',
    ].join('\r\n'),
  ),
]);

describe('a CSV file with a byte order mark, semicolons, quotes, a repeated line and a bad address', () => {
  it('is two people, one line named as repeated and one as wrong, and imports them once', async () => {
    const { admin } = fixture.adminTasks;
    const page = await fixture.staff();
    const screen = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/contacts`);
    await screen.follow('Import');
    await screen.heading('Import contacts');
    await fixture.accessibility.look(page, 'the import of contacts');
    await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: file });
    await screen.sees('2 lines are skipped');
    await screen.sees(`Line 4: ${ana} is a duplicate. Line 2 is used.`);
    await screen.sees(/^Line 5: The address “not-an-address” must be an email address/);
    await fixture.accessibility.look(page, 'a file to import');
    await screen.press('Import 2 people');
    await screen.sees('Imported: 2 of 2');
    await screen.sees('2 new contacts, 0 existing contacts.');
    await fixture.accessibility.look(page, 'a finished import');

    const found = await admin.get<{ items: { name: string; email: string; tags: string[] }[] }>(
      `/api/admin/contacts?q=${unique}&sort=email`,
    );
    expect(found.items.map(({ email, name, tags }) => ({ email, name, tags: tags.toSorted() }))).toEqual([
      { email: ana, name: 'Silva; Ana', tags: ['a', 'b'] },
      { email: bob.toLowerCase(), name: 'Łukasz', tags: [] },
    ]);

    await page.goto(`${fixture.adminUrl}/contacts/import`);
    await page.locator('input[type=file]').setInputFiles({ name: 'again.csv', mimeType: 'text/csv', buffer: file });
    await screen.press('Import 2 people');
    await screen.sees('0 new contacts, 2 existing contacts.');
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
