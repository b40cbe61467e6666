import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { cookieOf } from '../../platform/http/browser.js';
import { Refusal } from '../../platform/http/refusal.js';
import { Sessions } from './sessions.js';

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
  constructor(private readonly sessions: Sessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const session = await this.sessions.find(cookieOf(request, 'perennial_member'), 'member');
    // A session of another school's portal is worth nothing here.
    if (session && session.schoolId === request.surface?.school?.id)
      request.member = {
        contactId: session.subjectId,
        schoolId: session.schoolId,
        sessionId: session.id,
        proven: session.proven,
      };
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

/** A member who has shown that the address is theirs: what says who somebody is, or changes it, is theirs alone. */
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
