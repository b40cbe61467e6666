import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { School, Staff, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Refusal } from '../../platform/http/refusal.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import type { TestAccepted, TestInput } from './email.schemas.js';
import { EmailTemplatesService } from './email-templates.service.js';

/** Samples of templates for those who write them. The worker sends; here it is only asked for. */
@Injectable()
export class TestMailsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly limit: RateLimit,
    private readonly templates: EmailTemplatesService,
    @InjectRepository(School) private readonly schools: Repository<School>,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  /** Asks for a sample of the saved template. Only the school's own people get one: we are nobody's open relay. */
  async request(
    staff: SignedInStaff,
    templateId: string,
    { to = staff.email, eventType }: z.output<typeof TestInput>,
  ): Promise<TestAccepted> {
    await this.limit.spend(`test-mail:${staff.schoolId}`, { attempts: 30, seconds: 900 });
    const { template } = await this.templates.get(staff.schoolId, templateId);
    // Found out now, where somebody reads it, and not when it is sent.
    await this.templates.preview(staff.schoolId, templateId, { template, eventType });
    await this.tenancy.withSchool(staff.schoolId, async () => {
      await this.#assertOurs(to);
      await this.events.record({
        type: 'mail.test_requested',
        contactId: null,
        occurredAt: this.clocks.wall(),
        data: { templateId, to, eventType },
      });
    });
    return { to };
  }

  async #assertOurs(to: string): Promise<void> {
    const school = await this.schools.findOneByOrFail({ id: this.tenancy.schoolId });
    if (to === school.supportEmail.toLowerCase() || (await this.staffMembers.existsBy({ email: to }))) return;
    throw new Refusal('rule_refused', `Test emails can only be sent to a staff member’s address or to ${school.supportEmail}.`, {
      field: 'to',
    });
  }
}
