import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxControl } from './hosted-pages.js';
import { Inbox } from './inbox.js';
import type { Narrator } from './narrator.js';
import { Surface } from './surface.js';

/** What a story needs of the running product. */
export interface Stage {
  readonly env: Readonly<Record<string, string>>;
  readonly addresses: Readonly<Record<string, string>>;
  readonly logins: readonly { readonly who: string; readonly email: string; readonly password: string; readonly url?: string }[];
  kill(name: string, signal?: NodeJS.Signals): Promise<void>;
}

/** An event of a person's timeline. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: 'event' | 'mail' | 'run';
  readonly type: string;
  readonly label: string;
  readonly causationId: string | null;
}

/** The school's side of the story: the admin's browser, the inbox, the test clock, Stripe's controls. */
export class World {
  readonly inbox: Inbox;
  readonly stripe: SandboxControl;
  readonly admin: Surface;

  constructor(
    readonly stage: Stage,
    readonly narrator: Narrator,
  ) {
    this.inbox = new Inbox(stage.addresses.mail ?? '');
    this.stripe = new SandboxControl(stage.env.STRIPE_API_BASE ?? '', stage.env.STRIPE_SECRET_KEY ?? '');
    this.admin = new Surface(stage.env.PUBLIC_ADMIN_URL ?? '');
  }

  async signInOwner(): Promise<void> {
    const owner = this.stage.logins.find(({ who }) => who === 'Owner');
    if (!owner) throw new Error('the seed made no owner');
    await this.admin.post('/api/admin/session', { email: owner.email, password: owner.password });
  }

  /** A fresh browser on the school's portal. */
  portal(slug = 'kiln'): Surface {
    return new Surface((this.stage.env.PUBLIC_PORTAL_URL ?? '').replace('{slug}', slug));
  }

  /** Plays business time to an instant and waits until everything due by then has happened. */
  async advance(clockId: string, to: string): Promise<void> {
    await this.admin.post(`/api/admin/clocks/${clockId}/advance`, { to });
    for (let waited = 0; ; waited += 25) {
      const clock = await this.admin.get<{ state: string; now: string; problem: string | null }>(`/api/admin/clocks/${clockId}`);
      if (clock.state === 'ready' && Date.parse(clock.now) === Date.parse(to)) break;
      if (clock.state === 'failed') throw new Error(`the test clock stopped: ${clock.problem}`);
      if (waited > 180_000) throw new Error(`the test clock did not reach ${to}; it stands at ${clock.now}`);
      await sleep(25);
    }
    this.narrator.at(to);
  }

  /** Everything that happened to a person, oldest first. */
  async timeline(contactId: string): Promise<TimelineEntry[]> {
    const entries: TimelineEntry[] = [];
    for (let before: string | undefined; ; ) {
      const page = await this.admin.get<{ items: TimelineEntry[]; nextBefore?: string | null }>(
        `/api/admin/contacts/${contactId}/timeline${before ? `?before=${encodeURIComponent(before)}` : ''}`,
      );
      entries.push(...page.items);
      if (!page.nextBefore || page.items.length === 0) break;
      before = page.nextBefore;
    }
    return entries.toReversed();
  }

  /** Waits for something of the wall's time. */
  async until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const found = await look();
      if (found) return found;
      await sleep(50);
    }
    throw new Error(`it did not happen within a minute: ${what}`);
  }
}
