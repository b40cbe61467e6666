import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sandbox } from '../sandbox.js';
import { baseUrlOf } from '../server-url.js';
import type { Account } from '../store/accounts.js';
import type { Tx } from '../store/tx.js';
import { StripeError } from '../wire/errors.js';
import { decodeForm, isObject } from '../wire/form.js';
import type { Posted } from './card-form.js';
import { html } from './html.js';
import { page } from './layout.js';

/** What a page answers: a document, or another address. */
export type PageAnswer = { html: string; status?: number } | { redirect: string } | { pdf: Buffer };

/** A visit to a hosted page. */
export interface Visit {
  tx: Tx;
  params: Readonly<Record<string, string>>;
  query: Posted;
  form: Posted;
}

const notFound = (): PageAnswer => ({
  status: 404,
  html: page(
    'Not found',
    html`<main class="narrow"><section class="panel"><h1>This page does not exist</h1><p class="soft">The link may be old, or the account was reset.</p></section></main>`,
  ),
});

/** Registers a page whose address names an object or an account; `owner` says which account it is of. */
export function registerPage(
  app: FastifyInstance,
  sandbox: Sandbox,
  method: 'GET' | 'POST',
  url: string,
  visit: (visit: Visit) => Promise<PageAnswer | undefined>,
): void {
  app.route({
    method,
    url,
    handler: async (request, reply) => {
      // A form on another site must not pay or cancel here.
      if (method === 'POST' && request.headers['sec-fetch-site'] === 'cross-site')
        return reply.code(403).send('cross-site request');
      const params = isObject(request.params)
        ? Object.fromEntries(Object.entries(request.params).map(([key, value]) => [key, String(value)]))
        : {};
      const account = await accountOf(sandbox, params);
      if (!account) return send(reply, notFound());
      const answer = await answerOf(
        sandbox,
        account,
        baseUrlOf(sandbox, request),
        { params, query: queryOf(request), form: isObject(request.body) ? request.body : {} },
        visit,
      );
      return send(reply, answer ?? notFound());
    },
  });
}

async function answerOf(
  sandbox: Sandbox,
  account: Account,
  baseUrl: string,
  given: Omit<Visit, 'tx'>,
  visit: (visit: Visit) => Promise<PageAnswer | undefined>,
): Promise<PageAnswer | undefined> {
  try {
    return await sandbox.transaction(account, { baseUrl }, async (tx) => {
      try {
        return await visit({ tx, ...given });
      } catch (error) {
        if (error instanceof StripeError && error.keepsChanges) return refusal(error);
        throw error;
      }
    });
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return error.status === 404 ? undefined : refusal(error);
  }
}

const refusal = (error: StripeError): PageAnswer => ({
  status: error.status,
  html: page(
    'Problem',
    html`<main class="narrow"><section class="panel"><h1>Something went wrong</h1><p class="notice bad">${error.message}</p><p class="soft">Go back and try again.</p></section></main>`,
  ),
});

const queryOf = (request: FastifyRequest): Posted => decodeForm(request.url.split('?', 2)[1] ?? '');

async function accountOf(sandbox: Sandbox, params: Readonly<Record<string, string>>) {
  if (params.account) return sandbox.accounts.ofId(params.account);
  const [row] = await sandbox.database.query<{ account: string }>('select account from object where id = $1', [params.id ?? '']);
  return row && sandbox.accounts.ofId(row.account);
}

/** Sends a page or a redirect. Pages run no script and load nothing. */
export function send(reply: FastifyReply, answer: PageAnswer): FastifyReply {
  if ('redirect' in answer) return reply.redirect(answer.redirect, 303);
  if ('pdf' in answer) return reply.header('content-type', 'application/pdf').send(answer.pdf);
  return reply
    .code(answer.status ?? 200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
    })
    .send(answer.html);
}
