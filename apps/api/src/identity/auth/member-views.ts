import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { withholds } from '@perennial/domain/identity';
import { Clocks } from '@perennial/services';
import { found } from '../../platform/http/refusal.js';
import { memberOfSession } from './auth.queries.js';
import type { MemberMe } from './auth.schemas.js';

/** A member's own data, as the portal shows it. */
@Injectable()
export class MemberViews {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
  ) {}

  /** The member of a session, in the open scope. */
  async of(sessionId: string): Promise<MemberMe> {
    const member = found(await this.tenancy.rowOf(memberOfSession, sessionId), 'session');
    const { id, name, email, timeZone, hasPassword, proven, passwordChoiceUntil, clockNow } = member;
    const wall = this.clocks.wall();
    return {
      // The school may already have the person's name, which a person who only typed the address must not see.
      contact: { id, name: proven ? name : '', email, timeZone },
      hasPassword,
      mayChoosePassword: passwordChoiceUntil !== null && passwordChoiceUntil > wall,
      subscribedToNews: proven && withholds(member) === null,
      addressProven: proven,
      aheadMs: clockNow ? clockNow.getTime() - wall.getTime() : 0,
    };
  }
}
