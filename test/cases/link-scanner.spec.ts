import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshAddress, Fixture as Product } from '../e2e/support/fixture.js';
import { Fixture } from '../medium/api/support.js';
import { ask, follow, look, type MailedLink, member, welcome } from '../medium/mail/links.js';
import { type MailFixture, mailFixture } from '../medium/mail/mail-fixture.js';

describe('a link that a scanner opened', () => {
  let fixture: Fixture;
  let mailer: MailFixture;
  beforeAll(async () => {
    fixture = await Fixture.open();
    mailer = mailFixture(fixture);
  }, 60_000);
  afterAll(() => fixture.close());

  const kinds: Record<string, (contactId: string, email: string) => Promise<MailedLink>> = {
    sign_in: (contactId, email) => ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email }),
    reset_password: (contactId, email) =>
      ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email, purpose: 'reset_password' }),
    welcome: (contactId) => welcome(fixture, mailer, contactId),
  };

  it.each(Object.keys(kinds))('still lets its owner in once: %s', async (purpose) => {
    const email = `${purpose}@kiln.example`;
    const contactId = await member(fixture, email);
    const link = await kinds[purpose]?.(contactId, email);
    if (!link) throw new Error('no link');
    const scanner = fixture.visitor('kiln');
    for (let opened = 0; opened < 3; opened++)
      expect((await look(scanner, link)).body).toEqual({
        address: `${purpose[0]}***@kiln.example`,
        purpose,
        sameBrowser: false,
      });
    expect((await scanner.get('/api/portal/me')).status).toBe(401);
    const owner = fixture.visitor('kiln');
    expect((await follow(owner, link)).status).toBe(200);
    expect((await owner.get('/api/portal/me')).body.contact.email).toBe(email);
    expect((await follow(fixture.visitor('kiln'), link)).body.error.code).toBe('link_unusable');
    expect((await look(fixture.visitor('kiln'), link)).body.error.code).toBe('link_unusable');
  });

  it('says in the browser that asked for it that no click is needed, also after a second request', async () => {
    const email = 'asks@kiln.example';
    const contactId = await member(fixture, email);
    const browser = fixture.visitor('kiln');
    const first = await ask(fixture, mailer, browser, contactId, { email });
    const second = await ask(fixture, mailer, browser, contactId, { email });
    for (const link of [first, second]) expect((await look(browser, link)).body.sameBrowser).toBe(true);
    const other = fixture.visitor('kiln');
    await ask(fixture, mailer, other, await member(fixture, 'else@kiln.example'), { email: 'else@kiln.example' });
    expect((await look(other, first)).body.sameBrowser).toBe(false);
  });

  it('tells nothing to the portal of another school', async () => {
    const contactId = await member(fixture, 'mine@kiln.example');
    const link = await ask(fixture, mailer, fixture.visitor('kiln'), contactId, { email: 'mine@kiln.example' });
    expect((await look(fixture.visitor('bread'), link)).body.error.code).toBe('link_unusable');
  });
});

describe('a scanner that runs scripts', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.open();
  }, 60_000);
  afterAll(() => product.close());

  it.each(['sign-in', 'reset'])('uses no %s link up: the person who opens it later gets in', async (kind) => {
    const email = freshAddress('ana');
    const id = await product.adminTasks.member({ email, name: 'Ana Ferreira' });
    if (kind === 'reset') await product.adminTasks.admin.post(`/api/admin/contacts/${id}/portal-actions/reset-link`);
    else {
      const asking = await product.visitor();
      await asking.goto(`${product.portalUrl()}/sign-in`);
      await asking.getByLabel('Email', { exact: true }).fill(email);
      await asking.getByRole('button', { name: 'Email me a link' }).click();
      await asking.getByRole('heading', { name: 'Check your email' }).waitFor();
    }
    const mail = await product.inbox.next(email, kind === 'reset' ? /new password/ : /^Sign in to/);
    const url = /https?:\/\/\S+token=\S+/.exec(mail.text)?.[0] ?? 'no link';

    const scanner = await product.visitor();
    await scanner.goto(url);
    await scanner.getByRole('button', { name: /^Continue as a\*\*\*@/ }).waitFor();
    await scanner.waitForTimeout(3000);
    await product.accessibility.look(scanner, 'a mailed link');
    expect(new URL(scanner.url()).pathname).toBe('/sign-in');

    const person = await product.visitor();
    await person.goto(url);
    await person.getByRole('button', { name: /^Continue as a\*\*\*@/ }).click();
    if (kind === 'reset') {
      await person.getByRole('heading', { name: 'Choose a new password' }).waitFor();
      await person.getByRole('textbox', { name: 'New password' }).fill('another-long-password');
      await product.accessibility.look(person, 'a new password');
      await person.getByRole('button', { name: 'Save the new password' }).click();
    }
    await person.getByRole('heading', { name: 'Hello, Ana' }).waitFor();
  });
});
