import { createApi, SchoolFounding, StripeConnectionService } from '@perennial/api';
import { Tenancy } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { type RunningSandbox, startSandbox } from '@perennial/stripe-sandbox';
import { type DestinationStream, pino } from 'pino';
import { asSuperuser, createDatabase, urlOf } from '../../support/database.js';
import { type Answer, send, type WireRequest } from './http.js';

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A browser with its own cookies on one host. */
export interface Visitor {
  get(path: string): Promise<Answer>;
  send(method: Method, path: string, body?: object): Promise<Answer>;
  readonly cookies: Map<string, string>;
}

export const password = 'a long enough password';
export const webhookBase = 'http://127.0.0.1:9';

/** The API on a database of its own, with two unrelated schools. */
export class Fixture {
  readonly port: number;

  private constructor(
    readonly app: Awaited<ReturnType<typeof createApi>>,
    readonly tenancy: Tenancy,
    private readonly databases: readonly string[],
    private readonly closers: readonly (() => Promise<unknown>)[],
    readonly kiln: string,
    readonly bread: string,
    readonly sandbox: RunningSandbox | null,
    private readonly settings: Parameters<typeof createApi>[0],
  ) {
    const address = app.getHttpServer().address();
    if (!address || typeof address === 'string') throw new Error('the API does not listen');
    this.port = address.port;
  }

  /** @param log receives the lines of the API's log; nothing by default */
  static async open({ stripe = false, log }: { stripe?: boolean; log?: DestinationStream } = {}): Promise<Fixture> {
    const name = await createDatabase('api', 'api_spec');
    const databases = stripe ? [name, `${name}_stripe`] : [name];
    if (stripe) await asSuperuser((client) => client.query(`create database ${name}_stripe`));
    const sandbox = stripe ? await startSandbox({ port: 0, databaseUrl: urlOf(`${name}_stripe`), logLevel: 'silent' }) : null;
    const settings: Parameters<typeof createApi>[0] = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: urlOf(name, 'api_spec'),
      DATABASE_POOL_SIZE: 6,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_UI_URL: 'http://localhost:8233',
      STRIPE_API_BASE: sandbox?.url ?? 'http://127.0.0.1:9',
      PUBLIC_WEBHOOK_URL: webhookBase,
      STORAGE_URL: 'file:///tmp',
      APP_SECRET: Buffer.alloc(32, 1).toString('base64'),
      API_HOST: '127.0.0.1',
      API_PORT: 0,
      TRUSTED_PROXIES: ['loopback', '10.9.0.0/16'],
      PUBLIC_ADMIN_URL: 'http://admin.localhost:3000',
      PUBLIC_PORTAL_URL: 'http://{slug}.localhost:3000',
    };
    const app = await createApi(settings, log ? createLogger('trace', 'api', log) : pino({ level: 'silent' }));
    await app.listen({ host: '127.0.0.1', port: 0 });
    const founding = app.get(SchoolFounding, { strict: false });
    const school = { timeZone: 'Europe/Berlin', currency: 'eur', supportEmail: 'help@kiln.example' };
    const kiln = await founding.found({ ...school, name: 'Kiln', slug: 'kiln' }, founder('kiln'));
    const bread = await founding.found({ ...school, name: 'Bread', slug: 'bread' }, founder('bread'));
    if (stripe) {
      const connections = app.get(StripeConnectionService, { strict: false });
      await connections.connect(kiln, { secretKey: `sk_test_${name}_kiln` });
      await connections.connect(bread, { secretKey: `sk_test_${name}_bread` });
    }
    const closers = [() => app.close(), ...(sandbox ? [() => sandbox.close()] : [])];
    return new Fixture(app, app.get(Tenancy, { strict: false }), databases, closers, kiln, bread, sandbox, settings);
  }

  /** As api and worker log in. */
  get databaseUrl(): string {
    return this.settings.DATABASE_URL;
  }

  /** The key to a school's account in the sandbox. */
  stripeKey(slug: 'kiln' | 'bread'): string {
    return `sk_test_${this.databases[0]}_${slug}`;
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
    for (const database of this.databases)
      await asSuperuser((client) => client.query(`drop database if exists ${database} with (force)`));
  }

  /** Another API process on the same database, which the caller closes. */
  async another(): Promise<{ port: number; close(): Promise<void> }> {
    const app = await createApi(this.settings, pino({ level: 'silent' }));
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = app.getHttpServer().address();
    if (!address || typeof address === 'string') throw new Error('the API does not listen');
    return { port: address.port, close: () => app.close() };
  }

  /** What another API process on the same database is started with. */
  environment(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.settings).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
    );
  }

  /** A request with headers of the spec's own choosing. */
  request(wire: Omit<WireRequest, 'port'>): Promise<Answer> {
    return send({ ...wire, port: this.port });
  }

  /** A browser that is not signed in. */
  visitor(host: string): Visitor {
    const cookies = new Map<string, string>();
    const origin = `http://${host}.localhost:3000`;
    const call = async (method: Method | 'GET', path: string, body?: object): Promise<Answer> => {
      const answer = await this.request({
        method,
        path,
        body,
        headers: {
          host: `${host}.localhost:3000`,
          ...(method !== 'GET' && { origin }),
          cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        },
      });
      for (const [name, value] of answer.cookies) {
        if (value) cookies.set(name, value);
        else cookies.delete(name);
      }
      return answer;
    };
    return { cookies, get: (path) => call('GET', path), send: call };
  }

  /** The owner of a school, signed in to the admin app. */
  async owner(slug: 'kiln' | 'bread'): Promise<Visitor> {
    const visitor = this.visitor('admin');
    const answer = await visitor.send('POST', '/api/admin/session', { email: founder(slug).email, password });
    if (answer.status !== 200) throw new Error(`the owner cannot sign in: ${JSON.stringify(answer.body)}`);
    return visitor;
  }

  /** A published plan of a school, with one published course. */
  async plan(slug: 'kiln' | 'bread', change: object = {}): Promise<{ id: string; slug: string }> {
    const owner = await this.owner(slug);
    const course = await owner.send('POST', '/api/admin/products', { kind: 'course', title: 'Wheel' });
    await owner.send('POST', `/api/admin/products/${course.body.id}/publish`);
    const plan = await owner.send('POST', '/api/admin/plans', {
      title: 'All year',
      priceAmount: 2900,
      intervalMonths: 1,
      productIds: [course.body.id],
      ...change,
    });
    const published = await owner.send('POST', `/api/admin/plans/${plan.body.id}/publish`);
    if (published.status !== 200) throw new Error(`the plan cannot be published: ${JSON.stringify(published.body)}`);
    return published.body;
  }

  /** Rows of a school, read past the API. */
  rows<R>(schoolId: string, sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.tenancy.withSchool(schoolId, () => this.tenancy.rows<R>(sql, parameters));
  }
}

export const founder = (slug: string) => ({ name: 'Nora', email: `owner@${slug}.example`, password });
