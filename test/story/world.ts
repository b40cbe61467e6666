import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxControl } from './hosted-pages.js';
import { Inbox } from './inbox.js';
import type { Narrator } from './narrator.js';
import type { Studio } from './studio.js';
import { Surface } from './surface.js';

/** The parts of the running product that a story uses. */
export interface Stage {
  readonly env: Readonly<Record<string, string>>;
  readonly addresses: Readonly<Record<string, string>>;
  readonly logins: readonly { readonly who: string; readonly email: string; readonly password: string; readonly url?: string }[];
  /** Ends a process until {@link restart}. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>;
  restart(name: string): Promise<void>;
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

/** A drawn automation. */
export interface Automation {
  readonly id: string;
  readonly name: string;
}

/** A journey as the admin sees it. */
export interface Run {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly currentNodeId: string | null;
  readonly waitUntil: string | null;
  readonly problem: string | null;
}

/** The school's side of the story: the admin's browser, the inbox, the test clock, Stripe's controls. */
export class World {
  readonly inbox: Inbox;
  readonly stripe: SandboxControl;
  readonly admin: Surface;
  #key: string | null = null;

  constructor(
    readonly stage: Stage,
    readonly narrator: Narrator,
    readonly studio: Pick<Studio, 'keys' | 'answerWith'>,
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

  /** Sends an event of another system about a person, as an integrator would. Returns its ID. */
  async event(email: string, name: string, idempotencyKey = `${name}:${email}`): Promise<string> {
    this.#key ??= (
      await this.admin.post<{ key: string }>('/api/admin/api-keys', { name: 'Story', scopes: ['events:write'] })
    ).key;
    const answer = await this.admin.send(
      'POST',
      '/v1/events',
      { name, contact: { email } },
      { authorization: `Bearer ${this.#key}`, 'idempotency-key': idempotencyKey },
    );
    if (answer.status !== 202) throw new Error(`/v1/events answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return (answer.body as { id: string }).id;
  }

  /** Creates an automation through the API and publishes it. */
  async automate(name: string, graph: object): Promise<Automation> {
    const { id } = await this.admin.post<{ id: string }>('/api/admin/automations', { name });
    await this.publish(id, graph);
    return { id, name };
  }

  /** Publishes a graph as the next version. */
  async publish(id: string, graph: object): Promise<void> {
    const { draftRevision } = await this.admin.get<{ draftRevision: number }>(`/api/admin/automations/${id}`);
    const drawn = { schemaVersion: 1, entry: { policy: 'every_event' }, exitRules: [], goal: null, ...graph };
    const saved = await this.admin.put<{ draftRevision: number }>(`/api/admin/automations/${id}/draft`, {
      graph: drawn,
      revision: draftRevision,
    });
    await this.admin.post(`/api/admin/automations/${id}/publish`, { revision: saved.draftRevision });
  }

  /** The newest journey of a person through an automation, once there is one. */
  async runOf(automation: Automation, contactId: string): Promise<Run> {
    return this.until(`a journey through "${automation.name}"`, async () => {
      const { items } = await this.admin.get<{ items: Run[] }>(
        `/api/admin/automations/${automation.id}/runs?contactId=${contactId}`,
      );
      return items[0];
    });
  }

  /** A person of the school. */
  async person(input: { email: string; name: string; timeZone?: string; clockId?: string }): Promise<string> {
    return (await this.admin.post<{ id: string }>('/api/admin/contacts', input)).id;
  }

  async tagsOf(contactId: string): Promise<string[]> {
    return (await this.admin.get<{ tags: string[] }>(`/api/admin/contacts/${contactId}`)).tags.toSorted();
  }

  /** Advances business time to an instant and waits until everything due by then has happened. */
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

  /** Waits for something that happens in real time. */
  async until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const found = await look();
      if (found) return found;
      await sleep(50);
    }
    throw new Error(`it did not happen within a minute: ${what}`);
  }
}
