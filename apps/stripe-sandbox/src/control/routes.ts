import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Fault, Sandbox } from '../sandbox.js';
import type { Account, AccountSettings } from '../store/accounts.js';
import { authenticate } from '../wire/api.js';
import { type ErrorBody, invalid, missing, StripeError } from '../wire/errors.js';
import { decodeForm, isObject } from '../wire/form.js';
import { deliveriesOf, failNextCharge, isQuiet, reset } from './actions.js';

type Params = Readonly<Record<string, unknown>>;
type Handler = (account: Account, params: Params, path: Params) => Promise<object>;

const count = (value: unknown): number => {
  const number = Number(value ?? 1);
  if (!Number.isInteger(number) || number < 0 || number > 1_000) throw invalid('Must be a whole number from 0 to 1000.', 'count');
  return number;
};
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function settingsOf(params: Params): Partial<AccountSettings> {
  const change: Partial<AccountSettings> = {};
  if (params.retry_days !== undefined)
    change.retryDays = (
      Array.isArray(params.retry_days) ? params.retry_days : params.retry_days === '' ? [] : [params.retry_days]
    ).map(Number);
  if (change.retryDays?.some((days) => !(days > 0))) throw invalid('Must be days greater than 0.', 'retry_days');
  const action = params.final_action;
  if (action === 'cancel' || action === 'unpaid' || action === 'past_due') change.finalAction = action;
  else if (action !== undefined) throw invalid('Invalid final_action: must be one of cancel, unpaid, past_due', 'final_action');
  if (params.upcoming_days !== undefined) change.upcomingDays = count(params.upcoming_days);
  return change;
}

const shown = ({ settings }: Account): object => ({
  retry_days: settings.retryDays,
  final_action: settings.finalAction,
  upcoming_days: settings.upcomingDays,
  deliveries_paused: settings.deliveriesPaused,
  drop_next: settings.dropNext,
  duplicate_next: settings.duplicateNext,
});

const faultTypes: Readonly<Record<number, ErrorBody['type']>> = {
  400: 'invalid_request_error',
  401: 'invalid_request_error',
  403: 'invalid_request_error',
  404: 'invalid_request_error',
  429: 'rate_limit_error',
  500: 'api_error',
  502: 'api_error',
  503: 'api_error',
};

/** A requested fault: its status, the code in its body, and the requests that it applies to. */
function faultOf(params: Params): Fault {
  const status = Number(params.status ?? 500);
  const type = faultTypes[status];
  if (!type) throw invalid(`Invalid status: must be one of ${Object.keys(faultTypes).join(', ')}`, 'status');
  const [code, path, method] = [text(params.code), text(params.path), text(params.method)];
  const error = new StripeError(status, { type, message: 'A fault that was asked for.', ...(code && { code }) });
  return { error, ...(path && { path }), ...(method && { method: method.toUpperCase() }) };
}

function handlers(sandbox: Sandbox): Record<string, Handler> {
  const configure = async (account: Account, change: Partial<AccountSettings>): Promise<object> => {
    await sandbox.accounts.configure(account, change);
    sandbox.deliveries.wake();
    return shown(account);
  };
  return {
    'POST /reset': async (account, params) => {
      await reset(sandbox, account, params.keep_webhook_endpoints === true || params.keep_webhook_endpoints === 'true');
      return { reset: account.id };
    },
    'GET /quiet': async (account) => ({ quiet: await isQuiet(sandbox, account) }),
    'GET /settings': async (account) => shown(account),
    'POST /settings': (account, params) => configure(account, settingsOf(params)),
    'POST /customers/:id/fail_next_charge': (account, params, path) =>
      failNextCharge(sandbox, account, String(path.id), count(params.times), text(params.decline_code) ?? 'generic_decline'),
    'GET /deliveries': async (account, params) => {
      const [event, state] = [text(params.event), text(params.state)];
      const data = await deliveriesOf(sandbox, account, {
        ...(event && { event }),
        ...(state && { state }),
        ...(params.limit !== undefined && { limit: count(params.limit) }),
      });
      return { object: 'list', data };
    },
    'POST /deliveries/:id/replay': async (account, _, path) => {
      if (!(await sandbox.deliveries.replay(account.id, Number(path.id) || 0))) throw missing('delivery', String(path.id));
      return { replayed: Number(path.id) };
    },
    'POST /deliveries/pause': (account) => configure(account, { deliveriesPaused: true }),
    'POST /deliveries/resume': (account) => configure(account, { deliveriesPaused: false }),
    'POST /deliveries/drop_next': (account, params) => configure(account, { dropNext: count(params.count) }),
    'POST /deliveries/duplicate_next': (account, params) => configure(account, { duplicateNext: count(params.count) }),
    'POST /faults': async (account, params) => {
      const fault = faultOf(params);
      sandbox.injectFault(account.id, fault, count(params.count));
      return { status: fault.error.status, count: count(params.count), path: fault.path ?? null, method: fault.method ?? null };
    },
    'POST /faults/clear': async (account) => {
      sandbox.clearFaults(account.id);
      return { cleared: true };
    },
  };
}

/** Registers the control API, for tests and developers: actions for which Stripe has no endpoint. */
export function registerControl(app: FastifyInstance, sandbox: Sandbox): void {
  for (const [name, handler] of Object.entries(handlers(sandbox))) {
    const [verb = '', path = ''] = name.split(' ');
    app.route({
      method: verb === 'GET' ? 'GET' : 'POST',
      url: `/_sandbox${path}`,
      handler: async (request: FastifyRequest, reply) => {
        try {
          const account = await authenticate(sandbox, request.headers.authorization);
          const params = { ...decodeForm(request.url.split('?', 2)[1] ?? ''), ...(isObject(request.body) ? request.body : {}) };
          return await handler(account, params, isObject(request.params) ? request.params : {});
        } catch (error) {
          if (!(error instanceof StripeError)) throw error;
          return reply.code(error.status).send({ error: error.body });
        }
      },
    });
  }
  app.get('/_sandbox/ready', async () => ({ ready: (await sandbox.database.query('select 1')).length === 1 }));
}
