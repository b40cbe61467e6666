import { cards, payOnPage } from '../hosted-pages.js';
import type { Surface } from '../surface.js';
import type { World } from '../world.js';
import { type Ana, canary, joinedAt, type Setting } from './setting.js';

/** A membership as its member sees it. */
export interface MembershipView {
  readonly id: string;
  readonly state: string;
  readonly endsAt: string | null;
  readonly invoices: readonly { readonly status: string; readonly amountPaid: number; readonly issuedAt: string }[];
}

/** Ana buys the plan on the hosted page; nothing is charged for two weeks. */
export async function buy(world: World, { clockId, planSlug }: Setting): Promise<Ana> {
  const { narrator } = world;
  narrator.chapter('A member buys');
  narrator.at(joinedAt);
  const email = `ana.${Date.now()}@${canary}.example`;
  const contactId = await world.person({ email, name: 'Ana Canária', timeZone: 'Europe/Berlin', clockId });
  const browser = world.portal();
  const buyer = { email, name: 'Ana Canária', timeZone: 'Europe/Berlin' };
  const { url } = await browser.post<{ url: string }>(`/api/portal/plans/${planSlug}/checkout`, buyer);
  const again = await browser.post<{ url: string }>(`/api/portal/plans/${planSlug}/checkout`, buyer);
  narrator.check('a second click leads to the same payment page', again.url, url);
  narrator.check('a declined card keeps her on the page', await payOnPage(url, cards.declined), null);
  const back = await payOnPage(url, cards.good);
  narrator.check('a good card leads back to the portal', back?.startsWith(browser.origin), true);
  const sessionId = new URL(back ?? '').searchParams.get('session') ?? '';
  const { membershipId } = await world.until('the purchase is ready', async () => {
    const state = await browser.post<{ state: string; membershipId: string }>(`/api/portal/checkout/${sessionId}/return`);
    return state.state === 'ready' ? state : null;
  });
  narrator.tell('Ana buys "The glazing year" with a card');
  const held = await browser.get<MembershipView[]>('/api/portal/memberships');
  narrator.check(
    'she is signed in and sees one membership on trial',
    held.map(({ id, state }) => ({ id, state })),
    [{ id: membershipId, state: 'trialing' }],
  );
  narrator.check('nothing was charged', await paidDates(browser), []);
  const welcome = await world.inbox.next(email, /^Your account at /);
  const token = welcome.text.match(/token=([\w-]+)/)?.[1] ?? 'none';
  await browser.post('/api/portal/session/token', { token });
  narrator.tell('Ana opens the link in her mail: the address is hers');
  return { email, contactId, membershipId, browser };
}

/** Days on which something was charged, oldest first. */
export async function paidDates(browser: Surface): Promise<string[]> {
  const held = await browser.get<MembershipView[]>('/api/portal/memberships');
  return held
    .flatMap(({ invoices }) => invoices)
    .filter(({ amountPaid }) => amountPaid > 0)
    .map(({ issuedAt }) => issuedAt.slice(0, 10))
    .toSorted();
}
