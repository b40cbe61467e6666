import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Membership, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { SignedInMember } from '../../identity/auth/member.guard.js';
import { MemberAccountsService } from '../../identity/auth/member-accounts.service.js';
import { MemberAuthService } from '../../identity/auth/member-auth.service.js';
import type { Browser } from '../../platform/http/browser.js';
import { found } from '../../platform/http/refusal.js';
import { CheckoutCookie } from './checkout-cookie.js';
import { CheckoutSessions } from './checkout-sessions.js';
import type { CheckoutState } from './portal.schemas.js';

/** The page to which a buyer returns. It may be opened before or after Stripe's events have arrived. */
@Injectable()
export class CheckoutReturnService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly accounts: MemberAccountsService,
    private readonly auth: MemberAuthService,
    private readonly cookie: CheckoutCookie,
    private readonly sessions: CheckoutSessions,
    @InjectRepository(Membership) private readonly memberships: Repository<Membership>,
  ) {}

  /** State of the purchase, from stored data. */
  async state(schoolId: string, sessionId: string, member: SignedInMember | null): Promise<CheckoutState> {
    return stateOf(await this.#find(schoolId, sessionId), member);
  }

  /**
   * Acts for a returning buyer: requests a sync of an open purchase, and signs in the browser that completed one. The page calls
   * it when it opens, and again when the membership has started. In between, it reads {@link state}.
   */
  async comeBack(schoolId: string, sessionId: string, member: SignedInMember | null, browser: Browser): Promise<CheckoutState> {
    const membership = await this.#find(schoolId, sessionId);
    const state = stateOf(membership, member);
    if (state.state === 'processing') await this.#requestSync(schoolId, membership, sessionId);
    else if (state.needsSignIn && !membership.repeatsId)
      return { ...state, needsSignIn: !(await this.#admit(schoolId, membership, sessionId, browser)) };
    return state;
  }

  #find(schoolId: string, sessionId: string): Promise<Membership> {
    return this.tenancy.withSchool(schoolId, async () =>
      found(await this.memberships.findOneBy({ stripeCheckoutSessionId: sessionId }), 'purchase'),
    );
  }

  /** Requested because the buyer should not wait for the webhook. Recorded once per page. */
  async #requestSync(schoolId: string, { id, contactId }: Membership, sessionId: string): Promise<void> {
    const session = await this.sessions.read(schoolId, sessionId);
    if (session.status !== 'complete') return;
    await this.tenancy.withSchool(schoolId, async () => {
      await this.events.record({
        type: 'membership.sync_requested',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        key: `membership:${id}:returned:${sessionId}`,
        data: { membershipId: id, reason: 'came back from the payment page' },
      });
    });
  }

  /**
   * Signs in the browser that started and finished this purchase, if the purchase created the account and it contains nothing
   * else, because a typed address must not give access to existing data.
   */
  async #admit(schoolId: string, { id, contactId }: Membership, sessionId: string, browser: Browser): Promise<boolean> {
    const mark = this.cookie.read(browser);
    if (!mark) return false;
    const fresh = await this.tenancy.withSchool(schoolId, () => this.#isFresh(contactId, id));
    if (!fresh) return false;
    const session = await this.sessions.read(schoolId, sessionId);
    if (session.status !== 'complete' || session.metadata?.browser !== mark) return false;
    return this.tenancy.withSchool(schoolId, async () => {
      // Locked, because another tab or an emailed link may be signing in at the same time.
      await this.accounts.lock(contactId);
      if (!(await this.#isFresh(contactId, id))) return false;
      await this.auth.admitBuyer(contactId, browser);
      return true;
    });
  }

  async #isFresh(contactId: string, membershipId: string): Promise<boolean> {
    const account = await this.accounts.accountOf(contactId);
    if (account?.membershipId !== membershipId || account.passwordHash || account.lastLoginAt) return false;
    const others = await this.tenancy.row<{ any: boolean }>(
      `select exists (select from membership where contact_id = $1 and id <> $2 and state not in ('pending', 'abandoned'))
           or exists (select from entitlement where contact_id = $1 and source = 'grant') as any`,
      [contactId, membershipId],
    );
    return others?.any === false;
  }
}

const stateOf = ({ id, state, repeatsId, contactId }: Membership, member: SignedInMember | null): CheckoutState => ({
  state: state === 'pending' ? 'processing' : 'ready',
  membershipId: (state !== 'pending' && repeatsId) || id,
  needsSignIn: member?.contactId !== contactId,
});
