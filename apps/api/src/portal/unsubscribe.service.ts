import { Injectable } from '@nestjs/common';
import { Clocks, Contact, Tenancy, UnsubscribeProof } from '@perennial/db';
import { z } from 'zod';
import type { RouteLimit } from '../auth/rate-guard.js';
import { ApiConfig } from '../database/api-config.js';
import { found, Refusal } from '../http/refusal.js';

/** What an unsubscribe link carries. */
export const UnsubscribeInput = z.object({ contact: z.uuid(), proof: z.string().max(100) }).meta({ id: 'UnsubscribeInput' });

/** Mail programs of one provider unsubscribe many people from a few addresses: only links that are not right count. */
export const proofLimit: RouteLimit = { name: 'unsubscribe', counts: 'refusals', attempts: 60, seconds: 900 };

/** The other end of the links in marketing mail. The proof in the link stands for a sign-in. */
@Injectable()
export class UnsubscribeService {
  readonly #proofs: UnsubscribeProof;

  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    config: ApiConfig,
  ) {
    this.#proofs = new UnsubscribeProof(config.env.APP_SECRET);
  }

  async unsubscribe(schoolId: string, { contact: id, proof }: z.output<typeof UnsubscribeInput>): Promise<void> {
    if (!this.#proofs.holds(id, proof))
      throw new Refusal('link_unusable', 'This link is not complete. Open it again from the mail, or write to the school.');
    await this.tenancy.withSchool(schoolId, async () => {
      const contact = found(await this.tenancy.repo(Contact).findOneBy({ id }), 'address');
      if (!contact.unsubscribedAt) await this.tenancy.repo(Contact).update({ id }, { unsubscribedAt: this.clocks.wall() });
    });
  }
}
