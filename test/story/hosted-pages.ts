/** Cards of the sandbox by what they do. */
export const cards = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  failsLater: '4000 0000 0000 0341',
  other: '5555 5555 5555 4444',
} as const;

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  redirect: 'manual',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields),
});

/** Enters a card on a hosted page and submits it. Returns the redirect, or null if there is none. */
export async function payOnPage(url: string, card: string | null): Promise<string | null> {
  const page = await fetch(url);
  if (!page.ok) throw new Error(`the hosted page answered ${page.status}`);
  const answer = await fetch(
    page.url,
    form(card === null ? {} : { number: card, expiry: '12 / 40', cvc: '123', name: 'A. Member' }),
  );
  return answer.status >= 300 && answer.status < 400 ? (answer.headers.get('location') ?? null) : null;
}

/** The sandbox's own controls, for what no customer can do. */
export class SandboxControl {
  constructor(
    private readonly base: string,
    private readonly key: string,
  ) {}

  /** Stripe's id of the customer with this address. */
  async customerOf(email: string): Promise<string> {
    const answer = await fetch(`${this.base}/v1/customers?email=${encodeURIComponent(email)}`, {
      headers: { authorization: `Bearer ${this.key}` },
    });
    const { data } = (await answer.json()) as { data: { id: string }[] };
    if (!data[0]) throw new Error(`Stripe knows no customer ${email}`);
    return data[0].id;
  }

  async failNextCharge(customer: string, times = 1): Promise<void> {
    await this.#post(`/_sandbox/customers/${customer}/fail_next_charge`, {
      times: String(times),
      decline_code: 'insufficient_funds',
    });
  }

  async dropWebhooks(count: number): Promise<void> {
    await this.#post('/_sandbox/deliveries/drop_next', { count: String(count) });
  }

  async duplicateWebhooks(count: number): Promise<void> {
    await this.#post('/_sandbox/deliveries/duplicate_next', { count: String(count) });
  }

  /** Refuses the next requests of the account, or those to paths with this prefix, with this status, until {@link acceptAgain}. */
  async refuse(status: number, path?: string): Promise<void> {
    await this.#post('/_sandbox/faults', { status: String(status), count: '1000', ...(path && { path }) });
  }

  async acceptAgain(): Promise<void> {
    await this.#post('/_sandbox/faults/clear', {});
  }

  /** Ends every subscription of a customer, as staff do in Stripe’s dashboard. */
  async cancelAll(customer: string): Promise<void> {
    const headers = { authorization: `Bearer ${this.key}` };
    const answer = await fetch(`${this.base}/v1/subscriptions?customer=${customer}`, { headers });
    const { data } = (await answer.json()) as { data: { id: string }[] };
    for (const { id } of data) await fetch(`${this.base}/v1/subscriptions/${id}`, { method: 'DELETE', headers });
  }

  async #post(path: string, fields: Record<string, string>): Promise<void> {
    const answer = await fetch(`${this.base}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }
}
