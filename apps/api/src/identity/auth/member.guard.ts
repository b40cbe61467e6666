import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Clocks } from '@perennial/services';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../platform/http/refusal.js';

/** Who is signed in to a portal. */
export interface SignedInMember {
  readonly contactId: string;
  readonly schoolId: string;
  readonly sessionId: string;
  /** Whether this browser has shown that the address is its holder's. */
  readonly proven: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    member?: SignedInMember;
  }
}

/** Fills in the member where there is one; for pages that visitors see too. */
@Injectable()
export class OptionalMemberGuard implements CanActivate {
  constructor(private readonly clocks: Clocks) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { school, session } = request.surface ?? {};
    if (school && session && session.expiresAt > this.clocks.wall()) {
      const { contactId, id, proven } = session;
      request.member = { contactId, schoolId: school.id, sessionId: id, proven };
    }
    return true;
  }
}

/** A member session of the school whose portal this is. */
@Injectable()
export class MemberGuard extends OptionalMemberGuard {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    if (!context.switchToHttp().getRequest<FastifyRequest>().member)
      throw new Refusal('not_signed_in', 'Sign in to your account first.');
    return true;
  }
}

/** A member with a confirmed address. Only they can read and change personal data. */
@Injectable()
export class ProvenMemberGuard extends MemberGuard {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    if (!context.switchToHttp().getRequest<FastifyRequest>().member?.proven)
      throw new Refusal(
        'address_unproven',
        'Open the link we emailed to you first. It confirms your address and gives you access to this page.',
      );
    return true;
  }
}
