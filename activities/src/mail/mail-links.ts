import { createHash, randomBytes } from 'node:crypto';
import { type Contact, Invoice, type School, SignInToken, UnsubscribeProof } from '@perennial/db';
import { linkLifetimes, type MailLink } from '@perennial/domain';
import type { House } from '../context.js';
import type { MailOrder } from './mail-order.js';

const minute = 60_000;

/** Where the product is reached from outside. */
export class PublicAddresses {
  readonly #proofs: UnsubscribeProof;

  constructor(
    readonly adminUrl: string,
    private readonly portalTemplate: string,
    appSecret: string,
  ) {
    this.#proofs = new UnsubscribeProof(appSecret);
  }

  /** Origin of a school's portal. */
  portal(slug: string): string {
    return this.portalTemplate.replace('{slug}', slug).replace(/\/$/, '');
  }

  /** Domain that the school's mails come from. */
  mailHost(slug: string): string {
    return new URL(this.portal(slug)).hostname;
  }

  /** Where a contact leaves marketing mail: a page to a person, one click to a mail program. */
  unsubscribe(slug: string, contactId: string): string {
    return `${this.portal(slug)}/unsubscribe?contact=${contactId}&proof=${this.#proofs.of(contactId)}`;
  }
}

/** Fills in the links a mail shows. A magic link's token is made here and exists only in the mail; its hash is stored. */
export class MailLinks {
  constructor(
    private readonly house: House,
    private readonly addresses: PublicAddresses,
  ) {}

  async fill(
    wanted: readonly MailLink[],
    order: Pick<MailOrder, 'schoolId' | 'event' | 'linkPurpose'>,
    school: School,
    contact: Contact | null,
  ): Promise<Partial<Record<MailLink, string>>> {
    const links: Partial<Record<MailLink, string>> = {};
    for (const name of new Set(wanted)) {
      const url = await this.#link(name, school.slug, order, contact);
      if (url) links[name] = url;
    }
    return links;
  }

  async #link(
    name: MailLink,
    slug: string,
    order: Pick<MailOrder, 'schoolId' | 'event' | 'linkPurpose'>,
    contact: Contact | null,
  ): Promise<string | null> {
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
      case 'unsubscribe':
        return contact ? this.addresses.unsubscribe(slug, contact.id) : null;
      case 'signIn':
        return contact ? `${portal}/sign-in?token=${await this.#token(order, contact)}` : null;
    }
  }

  /** Stripe's page of the invoice that the event is about. */
  async #invoiceUrl({ schoolId, event }: Pick<MailOrder, 'schoolId' | 'event'>): Promise<string | null> {
    const { invoiceId } = event;
    if (typeof invoiceId !== 'string') return null;
    const invoice = await this.house.tenancy.withSchool(schoolId, () =>
      this.house.tenancy.repo(Invoice).findOneBy({ stripeInvoiceId: invoiceId }),
    );
    return invoice?.hostedUrl ?? null;
  }

  async #token(order: Pick<MailOrder, 'schoolId' | 'linkPurpose'>, contact: Contact): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const purpose = order.linkPurpose ?? 'sign_in';
    await this.house.tenancy.withSchool(order.schoolId, async () => {
      await this.house.tenancy.repo(SignInToken).insert({
        contactId: contact.id,
        purpose,
        tokenHash: createHash('sha256').update(token).digest('hex'),
        // On the wall: tokens never follow a test clock.
        expiresAt: new Date(this.house.clocks.wall().getTime() + linkLifetimes[purpose] * minute),
      });
    });
    return token;
  }
}
