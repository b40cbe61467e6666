import type { Entry } from '../store/entry.js';
import { newId, randomText } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { cardOf } from './cards.js';
import { attach } from './payment-methods.js';
import type { Outcome } from './payments.js';

/** Creates a setup intent that waits for a payment method. */
export async function newSetupIntent(
  tx: Tx,
  customer: Entry<'customer'> | undefined,
  more: { metadata?: Record<string, string>; description?: string | null; usage?: string } = {},
): Promise<Entry<'setup_intent'>> {
  const id = newId('setup_intent');
  const clock = customer?.clock ?? null;
  const entry = tx.add(
    'setup_intent',
    {
      id,
      object: 'setup_intent',
      allowed_payment_method_types: null,
      application: null,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      cancellation_reason: null,
      client_secret: `${id}_secret_${randomText(24)}`,
      created: await tx.now(clock),
      customer: customer?.id ?? null,
      customer_account: null,
      description: more.description ?? null,
      excluded_payment_method_types: null,
      flow_directions: null,
      last_setup_error: null,
      latest_attempt: null,
      livemode: false,
      managed_payments: null,
      mandate: null,
      metadata: more.metadata ?? {},
      next_action: null,
      on_behalf_of: null,
      payment_method: null,
      payment_method_configuration_details: null,
      payment_method_options: null,
      payment_method_types: ['card'],
      single_use_mandate: null,
      status: 'requires_payment_method',
      usage: more.usage ?? 'off_session',
    },
    { clock },
  );
  await tx.emit('setup_intent.created', entry);
  return entry;
}

/** Sets a card up for later payments and attaches it to the intent's customer. */
export async function confirmSetup(
  tx: Tx,
  intent: Entry<'setup_intent'>,
  method: Entry<'payment_method'>,
  options: { authenticated?: boolean; returnUrl?: string | null } = {},
): Promise<Outcome> {
  const card = cardOf(method.hidden.number ?? '');
  intent.data.next_action = null;
  if (card.refuses) {
    const decline = card.refuses;
    intent.data.status = 'requires_payment_method';
    intent.data.last_setup_error = {
      type: 'card_error',
      code: decline.code,
      message: decline.message,
      payment_method: { ...method.data },
      ...(decline.decline_code && { decline_code: decline.decline_code }),
    };
    tx.save(intent);
    await tx.emit('setup_intent.setup_failed', intent);
    return { status: 'declined', decline };
  }
  intent.data.payment_method = method.id;
  if (card.threeDSecure && !options.authenticated) {
    intent.data.status = 'requires_action';
    intent.data.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: options.returnUrl ?? null, url: `${tx.origin.baseUrl}/3ds/${intent.id}` },
    };
    tx.save(intent);
    await tx.emit('setup_intent.requires_action', intent);
    return { status: 'requires_action' };
  }
  method.hidden.authenticated = true;
  tx.save(method);
  const customer = intent.data.customer ? await tx.get('customer', intent.data.customer) : undefined;
  if (customer) await attach(tx, method, customer);
  intent.data.status = 'succeeded';
  intent.data.last_setup_error = null;
  tx.save(intent);
  await tx.emit('setup_intent.succeeded', intent);
  return { status: 'succeeded' };
}
