import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import { AddressProof, Clocks, ContactDirectory } from '@perennial/services';
import { Repository } from 'typeorm';
import type { Browser } from '../../platform/http/browser.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import type { MailedProof, ProofResult } from './auth.schemas.js';
import type { SignedInMember } from './member.guard.js';
import { MemberAccountsService } from './member-accounts.service.js';
import { MemberAuthService } from './member-auth.service.js';
import { Sessions } from './sessions.js';

/** Proofs on the buttons of personal emails. */
@Injectable()
export class AddressProofs {
  constructor(
    private readonly proofs: AddressProof,
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly accounts: MemberAccountsService,
    private readonly directory: ContactDirectory,
    private readonly sessions: Sessions,
    private readonly members: MemberAuthService,
    private readonly limiter: RateLimiter,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  /**
   * Verifies the proof from a button in an email. It does not sign in, because emails are forwarded. It confirms the address in
   * the browser that made the purchase, and has no effect in others. The response is the same for every other browser.
   */
  async take(schoolId: string, { proof }: MailedProof, member: SignedInMember | null, browser: Browser): Promise<ProofResult> {
    if (!member || member.proven) return { proven: member?.proven ?? false };
    await this.limiter.spend(`proof:${schoolId}:${browser.ip}`, { attempts: 60, seconds: 900 });
    return this.tenancy.withSchool(schoolId, async () => {
      const { id, email } = await this.contacts.findOneByOrFail({ id: member.contactId });
      if (!this.proofs.holds({ contactId: id, email }, proof, this.clocks.wall())) return { proven: false };
      await this.accounts.lock(id);
      await this.directory.takeBuyerDetails(id);
      // As with a sign-in link, sessions that others started by typing this address end.
      await this.sessions.closeUnproven(id, browser.cookie('perennial_member'));
      await this.members.admit(id, 'magic_link', browser);
      return { proven: true };
    });
  }
}
