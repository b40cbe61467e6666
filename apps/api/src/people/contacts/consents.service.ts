import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Contact, Staff, Tenancy } from '@perennial/db';
import { ConsentInput } from '@perennial/domain/people';
import { Clocks, MarketingConsents } from '@perennial/services';
import { In, Repository } from 'typeorm';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import type { ConsentRecordView, ProgramConsent } from './consents.schemas.js';

/** What people decided about marketing email, as staff and programs read and record it. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly consents: MarketingConsents,
    private readonly clocks: Clocks,
    @InjectRepository(Contact) private readonly contacts: Repository<Contact>,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  list(schoolId: string, contactId: string): Promise<ConsentRecordView[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#read(contactId);
      return this.#history(contactId);
    });
  }

  record(
    { schoolId, id: staffId }: SignedInStaff,
    contactId: string,
    { decision, note }: ConsentInput,
  ): Promise<ConsentRecordView[]> {
    return this.tenancy.withSchool(schoolId, async () => {
      await this.#read(contactId);
      const change = { source: 'staff', note, staffId } as const;
      await (decision === 'given' ? this.consents.give(contactId, change) : this.consents.withdraw(contactId, change));
      return this.#history(contactId);
    });
  }

  /**
   * Takes over a consent that another system collected. In the open scope. A person who unsubscribed after they agreed there stays
   * unsubscribed: systems that send the same consent at every synchronisation must not undo that.
   */
  async takeOver(contactId: string, { source, agreedAt }: ProgramConsent): Promise<void> {
    const decidedAt = new Date(agreedAt);
    if (decidedAt > this.clocks.wall())
      throw new Refusal('invalid_input', 'The person cannot have agreed in the future. Send the time at which they agreed.', {
        field: 'marketingConsent.agreedAt',
      });
    const { unsubscribedAt } = await this.#read(contactId);
    if (unsubscribedAt && unsubscribedAt >= decidedAt)
      throw new Refusal(
        'rule_refused',
        `This person unsubscribed on ${iso(unsubscribedAt)}, after the consent you sent. Send a later consent, or leave it out.`,
        { field: 'marketingConsent' },
      );
    await this.consents.give(contactId, { source: 'api', note: source, decidedAt });
  }

  async #read(id: string): Promise<Contact> {
    return found(await this.contacts.findOneBy({ id }), 'person');
  }

  async #history(contactId: string): Promise<ConsentRecordView[]> {
    const records = await this.consents.history(contactId);
    const staff = await this.staffMembers.findBy({ id: In(records.flatMap(({ staffId }) => staffId ?? [])) });
    return records.map(({ id, decision, source, note, wording, staffId, decidedAt }) => ({
      id,
      decision,
      source,
      note,
      wording,
      staffName: staff.find((person) => person.id === staffId)?.name ?? null,
      decidedAt: iso(decidedAt),
    }));
  }
}
