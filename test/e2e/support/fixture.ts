import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { AttachedStack } from '../../../scripts/lib/stack.mjs';
import { Inbox } from '../../story/inbox.js';
import { fromRunner } from '../../support/runner.js';
import { runningStack } from '../../support/stack.js';
import { AdminSignIn } from '../pages/admin-sign-in.js';
import { Accessibility, windows } from './accessibility.js';
import { AdminTasks } from './admin-tasks.js';

// A person waits for pages, mails and clocks; the machine may be busy with other specs.
jest.setTimeout(150_000);

/** Who signs in. */
export type Who = 'Owner' | 'Owner of a second school';

/** Different for every run, so that specs do not affect each other. */
export const fresh = (words: string): string => `${words} ${randomUUID().slice(0, 6)}`;

/** An address that no other spec uses. */
export const freshAddress = (name: string): string => `${name}.${randomUUID().slice(0, 8)}@visitor.example`;

/** The running product and a browser. People use the screens; `adminTasks` prepares what they need. */
export class Fixture {
  readonly accessibility = new Accessibility();
  readonly inbox: Inbox;

  private constructor(
    readonly stack: AttachedStack,
    readonly adminTasks: AdminTasks,
    private readonly browser: Browser,
  ) {
    this.inbox = new Inbox(stack.addresses.mail ?? '');
  }

  /** One browser and one adminTasks for a spec file. */
  static async open(): Promise<Fixture> {
    const stack = runningStack();
    const browser = await chromium.launch({
      executablePath: fromRunner('CHROMIUM_PATH'),
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP *.localhost 127.0.0.1',
      ],
    });
    return new Fixture(stack, await AdminTasks.open(stack), browser);
  }

  close = (): Promise<void> => this.browser.close();

  get adminUrl(): string {
    return this.stack.env.PUBLIC_ADMIN_URL ?? '';
  }

  /** Address of a school's portal. */
  portalUrl(slug = 'kiln'): string {
    return (this.stack.env.PUBLIC_PORTAL_URL ?? '').replace('{slug}', slug);
  }

  /** Somebody with a browser of their own: no cookies, in Berlin. */
  async visitor(): Promise<Page> {
    const context: BrowserContext = await this.browser.newContext({
      viewport: windows.mailer,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  /** Staff of a school, signed in at the admin. */
  async staff(who: Who = 'Owner'): Promise<Page> {
    const login = this.stack.logins.find((candidate) => candidate.who === who);
    if (!login) throw new Error(`the seed made no ${who}`);
    const page = await this.visitor();
    await page.goto(this.adminUrl);
    await new AdminSignIn(page).signIn(login.email, login.password);
    return page;
  }
}
