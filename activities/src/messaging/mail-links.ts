import { createHash, randomBytes } from 'node:crypto';
import { type Contact, Invoice, type School, SignInToken, StaffToken } from '@perennial/db';
import { linkMinutes } from '@perennial/domain/identity';
import { type MailLink } from '@perennial/domain/messaging';
import { AddressProof, UnsubscribeProof } from '@perennial/services';
import type { Services } from '../platform/services.js';
import type { MailOrder } from './mail-order.js';

/** Links to a member's pages. */
const provingLinks: ReadonlySet<MailLink> = new Set(['portal', 'account', 'course', 'certificate']);

type LinkOrder = Pick<
  MailOrder,
  'schoolId' | 'audience' | 'event' | 'linkPurpose' | 'linkNext' | 'linkBrowserHash' | 'to' | 'staffId'
>;

/** The public addresses of the product. */
export class PublicAddresses {
  readonly #proofs: UnsubscribeProof;
  readonly #addressProofs: AddressProof;

  constructor(
    readonly adminUrl: string,
    private readonly portalTemplate: string,
    appSecret: string,
  ) {
    this.#proofs = new UnsubscribeProof(appSecret);
    this.#addressProofs = new AddressProof(appSecret);
  }

  /** Origin of a school's portal. */
  portal(slug: string): string {
    return this.portalTemplate.replace('{slug}', slug).replace(/\/$/, '');
  }

  /** The domain that sends the school's emails. */
  mailHost(slug: string): string {
    return new URL(this.portal(slug)).hostname;
  }

  /** A portal page for a button in an email to a contact, with the proof of their address. */
  personal(page: string, contact: Contact, at: Date): string {
    const url = new URL(page);
    url.searchParams.set('proof', this.#addressProofs.of({ contactId: contact.id, email: contact.email }, at));
    return url.toString();
  }

  /** Where a contact unsubscribes from marketing email: a page for people, one click for mail programs. */
  unsubscribe(slug: string, contactId: string): string {
    return `${this.portal(slug)}/unsubscribe?contact=${contactId}&proof=${this.#proofs.of(contactId)}`;
  }
}

/**
 * Generates the links of an email. The token of a magic link is generated here and exists only in the email; its hash is
 * stored.
 */
export class MailLinks {
  constructor(
    private readonly services: Services,
    private readonly addresses: PublicAddresses,
  ) {}

  async fill(
    wanted: readonly MailLink[],
    order: LinkOrder,
    school: School,
    contact: Contact | null,
  ): Promise<Partial<Record<MailLink, string>>> {
    const links: Partial<Record<MailLink, string>> = {};
    for (const name of new Set(wanted)) {
      const url = await this.#link(name, school.slug, order, contact);
      if (url)
        links[name] =
          contact && this.#isPersonal(name, order) ? this.addresses.personal(url, contact, this.services.clocks.wall()) : url;
    }
    return links;
  }

  /** Only an email to the contact's own address may confirm that address. */
  #isPersonal(name: MailLink, { audience, to }: LinkOrder): boolean {
    return audience === 'contact' && !to && provingLinks.has(name);
  }

  async #link(name: MailLink, slug: string, order: LinkOrder, contact: Contact | null): Promise<string | null> {
    const { event } = order;
    const portal = this.addresses.portal(slug);
    switch (name) {
      case 'portal':
        return portal;
      case 'account':
        return `${portal}/memberships`;
      case 'payment':
        return (await this.#invoiceUrl(order)) ?? `${portal}/memberships`;
      case 'course': {
        const id = event.courseId ?? event.productId;
        return typeof id === 'string' ? `${portal}/courses/${id}` : portal;
      }
      case 'certificate':
        return typeof event.serial === 'string' ? `${portal}/verify/${event.serial}` : `${portal}/certificates`;
      case 'person':
        return contact ? `${this.addresses.adminUrl}/contacts/${contact.id}` : this.addresses.adminUrl;
      case 'payments':
        return `${this.addresses.adminUrl}/settings/payments`;
      case 'approvals':
        return `${this.addresses.adminUrl}/automations/approvals`;
      case 'unsubscribe':
        return contact ? this.addresses.unsubscribe(slug, contact.id) : null;
      case 'signIn':
        if (order.staffId)
          return `${this.addresses.adminUrl}/reset-password?token=${await this.#staffToken(order, order.staffId)}`;
        if (!contact) return null;
        return order.linkPurpose === 'change_email'
          ? `${portal}/account/address?token=${await this.#token(order, contact)}`
          : `${portal}/sign-in?token=${await this.#token(order, contact)}`;
    }
  }

  /** Stripe's page of the invoice that the event is about. */
  async #invoiceUrl({ schoolId, event }: Pick<MailOrder, 'schoolId' | 'event'>): Promise<string | null> {
    const { invoiceId } = event;
    if (typeof invoiceId !== 'string') return null;
    const invoice = await this.services.tenancy.withSchool(schoolId, () =>
      this.services.tenancy.repo(Invoice).findOneBy({ stripeInvoiceId: invoiceId }),
    );
    return invoice?.hostedUrl ?? null;
  }

  async #token(order: LinkOrder, contact: Contact): Promise<string> {
    const { token, tokenHash } = newToken();
    const purpose = order.linkPurpose ?? 'sign_in';
    await this.services.tenancy.withSchool(order.schoolId, async () => {
      await this.services.tenancy.repo(SignInToken).insert({
        contactId: contact.id,
        purpose,
        tokenHash,
        email: purpose === 'change_email' ? (order.to?.email ?? null) : contact.email,
        next: order.linkNext ?? null,
        browserHash: order.linkBrowserHash ?? null,
        expiresAt: new Date(this.services.clocks.wall().getTime() + linkMinutes[purpose] * 60_000),
      });
    });
    return token;
  }

  async #staffToken({ schoolId }: LinkOrder, staffId: string): Promise<string> {
    const { token, tokenHash } = newToken();
    await this.services.tenancy.withSchool(schoolId, async () => {
      await this.services.tenancy.repo(StaffToken).insert({
        staffId,
        tokenHash,
        expiresAt: new Date(this.services.clocks.wall().getTime() + linkMinutes.reset_password * 60_000),
      });
    });
    return token;
  }
}

function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: createHash('sha256').update(token).digest('hex') };
}
