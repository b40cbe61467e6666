import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import { consentWording } from '@perennial/domain/identity';
import { MarketingConsents, UnsubscribeProof } from '@perennial/services';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { found, Refusal } from '../../platform/http/refusal.js';
import type { RouteLimit } from '../../platform/rate-limits/limited.js';

/** What an unsubscribe link carries. */
export const UnsubscribeInput = z.object({ contact: z.uuid(), proof: z.string().max(100) }).meta({ id: 'UnsubscribeInput' });

/** Mail programs of one provider unsubscribe many people from a few addresses: only links that are not right count. */
export const proofLimit: RouteLimit = { name: 'unsubscribe', counts: 'refusals', attempts: 60, seconds: 900 };

/** The other end of the links in marketing email. The proof in the link stands for a sign-in. */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly consents: MarketingConsents,
    private readonly proofs: UnsubscribeProof,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  async unsubscribe(schoolId: string, link: z.output<typeof UnsubscribeInput>): Promise<void> {
    await this.#decide(schoolId, link, () => this.consents.withdraw(link.contact, { source: 'unsubscribe_page' }));
  }

  /** Undoes it: whoever holds the link may also change their mind. */
  async subscribeAgain(schoolId: string, link: z.output<typeof UnsubscribeInput>): Promise<void> {
    const change = { source: 'unsubscribe_page', wording: consentWording.version } as const;
    await this.#decide(schoolId, link, () => this.consents.give(link.contact, change));
  }

  async #decide(
    schoolId: string,
    { contact: id, proof }: z.output<typeof UnsubscribeInput>,
    decide: () => Promise<void>,
  ): Promise<void> {
    if (!this.proofs.holds(id, proof))
      throw new Refusal('link_unusable', 'This link is not complete. Open it again from the email, or write to the school.');
    await this.tenancy.withSchool(schoolId, async () => {
      found(await this.contacts.findOneBy({ id }), 'address');
      await decide();
    });
  }
}
