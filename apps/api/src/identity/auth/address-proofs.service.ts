import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Tenancy } from '@perennial/db';
import { AddressProof, Clocks, ContactDirectory } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Browser } from '../../platform/http/browser.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { Accounts } from './accounts.js';
import type { MailedProof, ProofResult } from './auth.schemas.js';
import type { SignedInMember } from './member.guard.js';
import { MemberAuthService } from './member-auth.service.js';
import { Sessions } from './sessions.js';

/** Proofs on the buttons of personal emails. */
@Injectable()
export class AddressProofs {
  constructor(
    private readonly proofs: AddressProof,
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly accounts: Accounts,
    private readonly directory: ContactDirectory,
    private readonly sessions: Sessions,
    private readonly members: MemberAuthService,
    private readonly limit: RateLimit,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
  ) {}

  /**
   * Takes the proof that a button of an email carries. It signs nobody in, because emails are forwarded: it proves the address
   * in the browser that made the purchase, and changes nothing in any other. Answers the same for every other browser.
   */
  async take(
    schoolId: string,
    { proof }: z.output<typeof MailedProof>,
    member: SignedInMember | null,
    browser: Browser,
  ): Promise<ProofResult> {
    if (!member || member.proven) return { proven: member?.proven ?? false };
    await this.limit.spend(`proof:${schoolId}:${browser.ip}`, { attempts: 60, seconds: 900 });
    return this.tenancy.withSchool(schoolId, async () => {
      const { id, email } = await this.contacts.findOneByOrFail({ id: member.contactId });
      if (!this.proofs.holds({ contactId: id, email }, proof, this.clocks.wall())) return { proven: false };
      await this.accounts.lock(id);
      await this.directory.takeBuyerDetails(id);
      // As with a sign-in link: what others began by typing this address ends.
      await this.sessions.closeUnproven(id, browser.cookie('perennial_member'));
      await this.members.admit(id, 'magic_link', browser);
      return { proven: true };
    });
  }
}
