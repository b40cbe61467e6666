import { setTimeout as sleep } from 'node:timers/promises';
import type { AttachedStack } from '../../../scripts/lib/stack.mjs';
import { Surface } from '../../story/surface.js';

const at = { localTime: '09:00', basis: 'member' };

/** When a lesson opens, at 09:00 where the member is. */
export const opens = {
  atOnce: { mode: 'immediate', ...at },
  daysAfterEnrolment: (days: number) => ({ mode: 'after_enrolment', days, ...at }),
  afterThePrevious: { mode: 'after_previous', days: 0, ...at },
} as const;

/** A lesson of text. */
export interface LessonInput {
  readonly title: string;
  readonly release?: object;
  readonly preview?: boolean;
  readonly required?: boolean;
}

/** A course that exists. */
export interface Course {
  readonly id: string;
  readonly title: string;
  readonly lessonIds: readonly string[];
}

/** A plan on sale. */
export interface Plan {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
}

/** What a plan is sold for. */
export interface PlanTerms {
  readonly priceAmount?: number;
  readonly oldPriceAmount?: number | null;
  readonly trialDays?: number;
  readonly requireCardBeforeTrial?: boolean;
  readonly productIds?: readonly string[];
}

/** A person to create. */
export interface PersonInput {
  readonly email: string;
  readonly name: string;
  readonly clockId?: string;
}

/** The password of members that specs create. */
export const memberPassword = 'wheel-and-water-11';

/** Prepares what a spec needs by the API, as the owner, and looks up what no screen shows. */
export class AdminTasks {
  #key: string | undefined;

  private constructor(readonly admin: Surface) {}

  /** Signs the owner in. */
  static async open(stack: AttachedStack): Promise<AdminTasks> {
    const owner = stack.logins.find(({ who }) => who === 'Owner');
    if (!owner) throw new Error('the seed made no owner');
    const admin = new Surface(stack.env.PUBLIC_ADMIN_URL ?? '');
    await admin.post('/api/admin/session', { email: owner.email, password: owner.password });
    return new AdminTasks(admin);
  }

  /** A published course of one module. */
  async course(title: string, lessons: readonly LessonInput[]): Promise<Course> {
    const { id } = await this.admin.post<{ id: string }>('/api/admin/products', { kind: 'course', title, description: '' });
    const { revision } = await this.admin.get<{ revision: number }>(`/api/admin/products/${id}/outline`);
    const outline = await this.admin.put<{ modules: { lessons: { id: string }[] }[] }>(`/api/admin/products/${id}/outline`, {
      revision,
      modules: [
        {
          title: 'First steps',
          release: opens.atOnce,
          lessons: lessons.map(({ title: name, release = opens.atOnce, preview = false, required = true }) => ({
            title: name,
            kind: 'text',
            bodyHtml: `<p>${name}, step by step.</p>`,
            videoUrl: null,
            required,
            preview,
            release,
          })),
        },
      ],
    });
    await this.admin.post(`/api/admin/products/${id}/publish`);
    return { id, title, lessonIds: outline.modules.flatMap((module) => module.lessons.map((lesson) => lesson.id)) };
  }

  /** A published plan: 29.00 a month, two weeks free with a card, by default. */
  async plan(title: string, terms: PlanTerms = {}): Promise<Plan> {
    const plan = await this.admin.post<Plan>('/api/admin/plans', {
      title,
      description: 'Everything the studio knows.',
      priceAmount: 2900,
      oldPriceAmount: null,
      intervalMonths: 1,
      trialDays: 14,
      requireCardBeforeTrial: true,
      productIds: [],
      ...terms,
    });
    await this.admin.post(`/api/admin/plans/${plan.id}/publish`);
    return plan;
  }

  /** A contact of the school, in Berlin. Returns the ID. */
  async person(input: PersonInput): Promise<string> {
    return (await this.admin.post<{ id: string }>('/api/admin/contacts', { timeZone: 'Europe/Berlin', ...input })).id;
  }

  /** A person who can sign in to the portal with {@link memberPassword}. */
  async member(input: PersonInput): Promise<string> {
    const id = await this.person(input);
    await this.admin.put(`/api/admin/contacts/${id}/portal-actions/password`, { password: memberPassword });
    return id;
  }

  /** A test clock. Returns its ID. */
  async clock(now: string, name = 'End to end'): Promise<string> {
    return (await this.admin.post<{ id: string }>('/api/admin/clocks', { name, now })).id;
  }

  /** Advances a test clock to an instant and waits until everything due by then has happened. */
  async advance(clockId: string, to: string): Promise<void> {
    await this.admin.post(`/api/admin/clocks/${clockId}/advance`, { to });
    await this.until(`the clock stands at ${to}`, async () => {
      const clock = await this.admin.get<{ state: string; now: string; problem: string | null }>(`/api/admin/clocks/${clockId}`);
      if (clock.state === 'failed') throw new Error(`the test clock stopped: ${clock.problem}`);
      return clock.state === 'ready' && Date.parse(clock.now) === Date.parse(to);
    });
  }

  /** Sends an event as another system would. */
  async event(email: string, name: string): Promise<void> {
    this.#key ??= (
      await this.admin.post<{ key: string }>('/api/admin/api-keys', { name: 'End to end', scopes: ['events:write'] })
    ).key;
    const answer = await this.admin.send(
      'POST',
      '/v1/events',
      { name, contact: { email } },
      { authorization: `Bearer ${this.#key}`, 'idempotency-key': `${name}:${email}` },
    );
    if (answer.status !== 202) throw new Error(`/v1/events answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  /** An automation that issues a certificate to everybody who completes the course. */
  certificateFor({ id, title }: Course): Promise<string> {
    return this.automation(`Certificate of ${title}`, {
      nodes: [
        {
          id: 'start',
          kind: 'trigger',
          config: {
            eventType: 'course.completed',
            filters: { match: 'all', tests: [{ field: 'event.courseId', operator: 'is', value: id }] },
          },
        },
        { id: 'certificate', kind: 'issueCertificate', config: { courseFrom: 'event', courseId: null } },
      ],
      edges: [{ source: 'start', port: 'next', target: 'certificate' }],
    });
  }

  /** A published automation from a graph. Returns its ID. */
  async automation(name: string, graph: object): Promise<string> {
    const { id } = await this.admin.post<{ id: string }>('/api/admin/automations', { name });
    await this.publish(id, graph);
    return id;
  }

  /** The next version of an automation, from a graph. */
  async publish(automationId: string, graph: object): Promise<void> {
    const path = `/api/admin/automations/${automationId}`;
    const { draftRevision } = await this.admin.get<{ draftRevision: number }>(path);
    const { draftRevision: revision } = await this.admin.put<{ draftRevision: number }>(`${path}/draft`, {
      graph: { schemaVersion: 1, entry: { policy: 'every_event' }, exitRules: [], goal: null, ...graph },
      revision: draftRevision,
    });
    await this.admin.post(`${path}/publish`, { revision });
  }

  /** The newest journey through an automation, once there is one in this state. */
  runOf(automationId: string, state: string): Promise<string> {
    return this.until(`a journey that is ${state}`, async () => {
      const { items } = await this.admin.get<{ items: { id: string; state: string }[] }>(
        `/api/admin/automations/${automationId}/runs`,
      );
      return items[0]?.state === state && items[0].id;
    });
  }

  /** Waits for something that no screen shows. */
  async until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
    const end = Date.now() + 90_000;
    while (Date.now() < end) {
      const found = await look();
      if (found) return found;
      await sleep(100);
    }
    throw new Error(`it did not happen in time: ${what}`);
  }
}
