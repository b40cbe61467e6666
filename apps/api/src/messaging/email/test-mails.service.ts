import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { School, Staff, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Refusal } from '../../platform/http/refusal.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import type { TestAccepted, TestInput } from './email.schemas.js';
import { EmailTemplatesService } from './email-templates.service.js';

/** Requests sample emails of templates for their authors. The worker sends them. */
@Injectable()
export class TestMailsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly limiter: RateLimiter,
    private readonly templates: EmailTemplatesService,
    @InjectRepository(School) private readonly schools: Repository<School>,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  /**
   * Requests a sample of the saved template. Only people of the school can receive it, so that it cannot be used as an open
   * relay.
   */
  async request(staff: SignedInStaff, templateId: string, { to = staff.email, eventType }: TestInput): Promise<TestAccepted> {
    await this.limiter.spend(`test-mail:${staff.schoolId}`, { attempts: 30, seconds: 900 });
    await this.tenancy.withSchool(staff.schoolId, async () => {
      const { template } = await this.templates.get(staff.schoolId, templateId);
      // Checked now, so that the author sees the error, and not when the email is sent.
      await this.templates.preview(staff.schoolId, templateId, { template, eventType });
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
