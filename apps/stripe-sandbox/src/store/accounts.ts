import type { Kinds } from '../wire/types.js';
import type { Database } from './database.js';
import { accountIdOf } from './ids.js';

/** Settings for retries of failed renewals and for webhooks in tests. */
export interface AccountSettings {
  /** Days from one failed attempt to the next. */
  retryDays: number[];
  /** What happens to a subscription after its last attempt failed. */
  finalAction: 'cancel' | 'unpaid' | 'past_due';
  /** Days before a renewal that `invoice.upcoming` is sent; 0 means never. */
  upcomingDays: number;
  deliveriesPaused: boolean;
  dropNext: number;
  duplicateNext: number;
}

/** An account: everything that one secret key can access. */
export interface Account {
  id: string;
  key: string;
  data: Kinds['account'];
  settings: AccountSettings;
}

const defaults: AccountSettings = {
  retryDays: [3, 5, 7],
  finalAction: 'cancel',
  upcomingDays: 7,
  deliveriesPaused: false,
  dropNext: 0,
  duplicateNext: 0,
};

const newAccount = (id: string): Kinds['account'] => ({
  id,
  object: 'account',
  business_profile: null,
  business_type: 'company',
  capabilities: { card_payments: 'active', transfers: 'active' },
  charges_enabled: true,
  country: 'US',
  created: Math.floor(Date.now() / 1000),
  default_currency: 'usd',
  details_submitted: true,
  email: 'owner@example.com',
  metadata: {},
  payouts_enabled: true,
  settings: null,
  tos_acceptance: {},
  type: 'standard',
});

/** The accounts of this sandbox. Each is created when its key is first used. */
export class StripeAccounts {
  /** Settings of a new account. */
  readonly defaults: Readonly<AccountSettings> = defaults;
  private readonly byKey = new Map<string, Account>();
  private readonly byId = new Map<string, Account>();
  constructor(private readonly database: Database) {}

  private remember(row: { id: string; key: string; data: Kinds['account']; settings: Partial<AccountSettings> }): Account {
    const known = this.byId.get(row.id);
    if (known) return known;
    const account = { ...row, settings: { ...defaults, ...row.settings } };
    this.byKey.set(account.key, account);
    this.byId.set(account.id, account);
    return account;
  }

  /** The account of a secret key. */
  async ofKey(key: string): Promise<Account> {
    const known = this.byKey.get(key);
    if (known) return known;
    const id = accountIdOf(key);
    await this.database.query('insert into account (id, key, data) values ($1, $2, $3) on conflict do nothing', [
      id,
      key,
      JSON.stringify(newAccount(id)),
    ]);
    const account = await this.ofId(id);
    if (!account) throw new Error(`account ${id} was not created`);
    return account;
  }

  /** The account of an id, if there is one. */
  async ofId(id: string): Promise<Account | undefined> {
    const known = this.byId.get(id);
    if (known) return known;
    const [row] = await this.database.query<Account>('select id, key, data, settings from account where id = $1', [id]);
    return row && this.remember(row);
  }

  async all(): Promise<Account[]> {
    return (await this.database.query<Account>('select id, key, data, settings from account order by created_at')).map((row) =>
      this.remember(row),
    );
  }

  /** Changes settings of an account permanently. */
  async configure(account: Account, change: Partial<AccountSettings>): Promise<void> {
    Object.assign(account.settings, change);
    await this.database.query('update account set settings = $2 where id = $1', [account.id, JSON.stringify(account.settings)]);
  }
}
