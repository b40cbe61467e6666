import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { School, StripeConnection, Tenancy } from '@perennial/db';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { found } from '../../platform/http/refusal.js';
import { breakOf } from '../../platform/stripe/stripe-break.js';
import type { Me } from './auth.schemas.js';
import type { SignedInStaff } from './staff.guard.js';

@Injectable()
export class MeService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly config: ApiConfig,
    @InjectRepository(School) private readonly schools: Repository<School>,
    @InjectRepository(StripeConnection) private readonly stripeConnections: Repository<StripeConnection>,
  ) {}

  me(staff: Omit<SignedInStaff, 'sessionId'>): Promise<Me> {
    return this.tenancy.withSchool(staff.schoolId, async () => {
      const school = found(await this.schools.findOneBy({ id: staff.schoolId }), 'school');
      const connection = await this.stripeConnections.findOneBy({});
      const { id, name, slug, timeZone, currency, supportEmail, chatUrl, brandColour, graceDays, logo, emailLimits } = school;
      return {
        staff: { id: staff.id, name: staff.name, email: staff.email, role: staff.role },
        school: { id, name, slug, timeZone, currency, supportEmail, chatUrl, brandColour, graceDays, logo, emailLimits },
        stripe: connection && {
          connected: connection.state !== 'revoked',
          broken: breakOf(connection),
          mode: connection.mode,
          accountId: connection.accountId,
        },
        links: {
          portal: this.config.portalUrl(slug),
          temporalUi: this.config.env.TEMPORAL_UI_URL,
        },
      };
    });
  }
}
