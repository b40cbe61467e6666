import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deliveriesOf, failNextCharge, reset } from '../control/actions.js';
import type { Sandbox } from '../sandbox.js';
import type { Account } from '../store/accounts.js';
import { isObject } from '../wire/form.js';
import type { Kinds } from '../wire/types.js';
import { type Html, html } from './html.js';
import { page } from './layout.js';
import { send } from './visit.js';

const timeText = (at: number): string => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
const state = (text: string): Html =>
  html`<span class="badge ${text === 'delivered' || text === 'ready' || text === 'active' ? 'good' : text === 'failed' || text === 'past_due' ? 'bad' : ''}">${text}</span>`;
const table = (heads: readonly string[], rows: readonly Html[], empty: string): Html =>
  rows.length === 0
    ? html`<p class="soft">${empty}</p>`
    : html`<div class="scroll" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

async function home(sandbox: Sandbox): Promise<string> {
  const accounts = await sandbox.accounts.all();
  const counts = await sandbox.database.query<{ account: string; customers: number; subscriptions: number; events: number }>(
    `select a.id as account, count(*) filter (where o.kind = 'customer') as customers, count(*) filter (where o.kind = 'subscription') as subscriptions,
       (select count(*) from event e where e.account = a.id) as events from account a left join object o on o.account = a.id group by a.id`,
  );
  const of = new Map(counts.map((row) => [row.account, row]));
  const rows = accounts.map(
    ({ id, key }) =>
      html`<tr><td><a href="/dashboard/${id}">${id}</a></td><td><code>${key.slice(0, 12)}…</code></td><td>${of.get(id)?.customers}</td><td>${of.get(id)?.subscriptions}</td><td>${of.get(id)?.events}</td></tr>`,
  );
  const body = html`<main><section class="panel"><h1>Accounts</h1><p class="soft">Each test key is an account of its own; it is made when the key is first used.</p><br>${table(['Account', 'Key', 'Customers', 'Subscriptions', 'Events'], rows, 'No key has been used yet.')}</section></main>`;
  return page('Stripe sandbox', body, { name: 'Stripe sandbox' });
}

async function objects<K extends 'customer' | 'test_helpers.test_clock' | 'webhook_endpoint'>(
  sandbox: Sandbox,
  account: Account,
  kind: K,
  limit: number,
): Promise<Kinds[K][]> {
  const rows = await sandbox.database.query<{ data: Kinds[K] }>(
    'select data from object where account = $1 and kind = $2 order by seq desc limit $3',
    [account.id, kind, limit],
  );
  return rows.map((row) => row.data);
}

async function accountPage(sandbox: Sandbox, account: Account): Promise<string> {
  const base = `/dashboard/${account.id}`;
  const button = (action: string, text: string): Html =>
    html`<form class="inline" method="post" action="${base}/${action}"><button class="plain small">${text}</button></form>`;
  const customers = await sandbox.database.query<{ data: Kinds['customer']; status: string | null; fails: number | null }>(
    `select c.data, (c.hidden->>'failNext')::int as fails, (select s.data->>'status' from object s where s.account = c.account and s.kind = 'subscription' and s.data->>'customer' = c.id order by s.seq desc limit 1) as status
     from object c where c.account = $1 and c.kind = 'customer' order by c.seq desc limit 25`,
    [account.id],
  );
  const clocks = await objects(sandbox, account, 'test_helpers.test_clock', 10);
  const endpoints = await objects(sandbox, account, 'webhook_endpoint', 10);
  const events = await sandbox.database.query<{ id: string; type: string; created: number; subject: string }>(
    'select id, type, created, subject from event where account = $1 order by seq desc limit 40',
    [account.id],
  );
  const deliveries = await deliveriesOf(sandbox, account, { limit: 40 });
  const { deliveriesPaused } = account.settings;
  const body = html`<main>
<section class="panel"><p class="row"><span><strong>${account.id}</strong> <span class="soft small">${account.key.slice(0, 12)}…</span></span><span>${button(deliveriesPaused ? 'resume' : 'pause', deliveriesPaused ? 'Resume webhooks' : 'Pause webhooks')} ${button('reset', 'Reset account')}</span></p>
<p class="soft small">Retries after ${account.settings.retryDays.join(', ')} days, then ${account.settings.finalAction.replace('_', ' ')}.</p></section>
<section class="panel"><h2>Customers</h2>${table(
    ['Customer', 'Email', 'Subscription', 'Next charge'],
    customers.map(
      ({ data, status, fails }) =>
        html`<tr><td><code>${data.id}</code></td><td>${data.email}</td><td>${status && state(status)}</td><td>${fails ? html`<span class="badge bad">fails ${fails}×</span>` : button(`fail/${data.id}`, 'Fail next charge')}</td></tr>`,
    ),
    'No customers.',
  )}</section>
<section class="panel"><h2>Test clocks</h2>${table(
    ['Clock', 'Name', 'Time', 'State'],
    clocks.map(
      (clock) =>
        html`<tr><td><code>${clock.id}</code></td><td>${clock.name}</td><td>${timeText(clock.frozen_time)}</td><td>${state(clock.status)}</td></tr>`,
    ),
    'No test clocks.',
  )}</section>
<section class="panel"><h2>Webhook endpoints</h2>${table(
    ['Endpoint', 'Address', 'Events', 'State'],
    endpoints.map(
      (one) =>
        html`<tr><td><code>${one.id}</code></td><td>${one.url}</td><td>${one.enabled_events.length > 3 ? `${one.enabled_events.length} types` : one.enabled_events.join(', ')}</td><td>${state(one.status)}</td></tr>`,
    ),
    'No endpoints.',
  )}</section>
<section class="panel"><h2>Deliveries</h2>${table(
    ['Event', 'State', 'Answer', 'Tries', ''],
    deliveries.map(
      (one) =>
        html`<tr><td>${one.event_type}</td><td>${state(one.state)}</td><td>${one.attempts.at(-1)?.status ?? one.attempts.at(-1)?.error} <span class="soft">${one.attempts.at(-1)?.ms} ms</span></td><td>${one.attempts.length}</td><td>${button(`replay/${one.id}`, 'Replay')}</td></tr>`,
    ),
    'Nothing was sent.',
  )}</section>
<section class="panel"><h2>Events</h2>${table(
    ['Time', 'Type', 'Object', 'Event'],
    events.map(
      (event) =>
        html`<tr><td>${timeText(event.created)}</td><td>${event.type}</td><td><code>${event.subject}</code></td><td><code>${event.id}</code></td></tr>`,
    ),
    'No events.',
  )}</section></main>`;
  return page(account.id, body, { name: 'Stripe sandbox', back: { href: '/', text: 'Accounts' } });
}

async function act(sandbox: Sandbox, account: Account, action: string, subject: string): Promise<void> {
  if (action === 'pause' || action === 'resume')
    await sandbox.accounts.configure(account, { deliveriesPaused: action === 'pause' });
  if (action === 'reset') await reset(sandbox, account, true);
  if (action === 'fail') await failNextCharge(sandbox, account, subject, 1, 'generic_decline');
  if (action === 'replay') await sandbox.deliveries.replay(account.id, Number(subject) || 0);
  sandbox.deliveries.wake();
}

/** Registers the developer's dashboard. It has no sign-in: the sandbox listens on this machine only. */
export function registerDashboard(app: FastifyInstance, sandbox: Sandbox): void {
  const param = (request: FastifyRequest, name: string): string =>
    isObject(request.params) ? String(request.params[name] ?? '') : '';
  app.get('/', async (_, reply) => send(reply, { html: await home(sandbox) }));
  app.get('/dashboard/:account', async (request, reply) => {
    const account = await sandbox.accounts.ofId(param(request, 'account'));
    return account ? send(reply, { html: await accountPage(sandbox, account) }) : reply.code(404).send('no such account');
  });
  const post = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.headers['sec-fetch-site'] === 'cross-site') return reply.code(403).send('cross-site request');
    const account = await sandbox.accounts.ofId(param(request, 'account'));
    if (!account) return reply.code(404).send('no such account');
    await act(sandbox, account, param(request, 'action'), param(request, 'subject'));
    return send(reply, { redirect: `/dashboard/${account.id}` });
  };
  app.post('/dashboard/:account/:action', post);
  app.post('/dashboard/:account/:action/:subject', post);
}
