import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import { consentWording } from '@perennial/domain/identity';
import { MarketingConsents, UnsubscribeProof } from '@perennial/services';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { found, Refusal } from '../../platform/http/refusal.js';
import type { RouteLimit } from '../../platform/rate-limits/limited.js';

/** The content of an unsubscribe link. */
export const UnsubscribeInput = z.object({ contact: z.uuid(), proof: z.string().max(100) }).meta({ id: 'UnsubscribeInput' });
export type UnsubscribeInput = z.output<typeof UnsubscribeInput>;

/** Mail programs of one provider unsubscribe many people from a few addresses, so only invalid links count. */
export const proofLimit: RouteLimit = { name: 'unsubscribe', counts: 'refusals', attempts: 60, seconds: 900 };

/** Handles the unsubscribe links in marketing email. The proof in the link replaces a sign-in. */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly consents: MarketingConsents,
    private readonly proofs: UnsubscribeProof,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  async unsubscribe(schoolId: string, link: UnsubscribeInput): Promise<void> {
    await this.#decide(schoolId, link, () => this.consents.withdraw(link.contact, { source: 'unsubscribe_page' }));
  }

  /** Undoes the unsubscription, with the same link. */
  async subscribeAgain(schoolId: string, link: UnsubscribeInput): Promise<void> {
    const change = { source: 'unsubscribe_page', wording: consentWording.version } as const;
    await this.#decide(schoolId, link, () => this.consents.give(link.contact, change));
  }

  async #decide(schoolId: string, { contact: id, proof }: UnsubscribeInput, decide: () => Promise<void>): Promise<void> {
    if (!this.proofs.holds(id, proof))
      throw new Refusal('link_unusable', 'This link is not complete. Open it again from the email, or write to the school.');
    await this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id }), 'address');
      await decide();
    });
  }
}
