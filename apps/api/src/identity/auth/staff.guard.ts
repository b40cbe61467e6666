import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { StaffRole } from '@perennial/db';
import type { FastifyRequest } from 'fastify';
import { cookieOf } from '../../platform/http/browser.js';
import { Refusal } from '../../platform/http/refusal.js';
import { Sessions } from './sessions.js';

/** Who is signed in to the admin app. */
export interface SignedInStaff {
  readonly id: string;
  readonly schoolId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
}

declare module 'fastify' {
  interface FastifyRequest {
    staff?: SignedInStaff;
  }
}

const rolesKey = 'perennial:roles';
/** Only these roles may use the route; without it, every staff role may. */
export const OnlyFor = (...roles: StaffRole[]) => SetMetadata(rolesKey, roles);

/** Fills in the staff member where one is signed in. */
@Injectable()
export class OptionalStaffGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    protected readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const staff = await this.sessions.findStaff(cookieOf(request, 'perennial_staff'));
    if (staff) {
      const { id, schoolId, sessionId, name, email, role } = staff;
      request.staff = { id, schoolId, sessionId, name, email, role };
    }
    return true;
  }
}

/** A staff session of the admin host. */
@Injectable()
export class StaffGuard extends OptionalStaffGuard {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    const { staff } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!staff) throw new Refusal('not_signed_in', 'Sign in to the admin app first.');
    const roles = this.reflector.getAllAndOverride<StaffRole[] | undefined>(rolesKey, [context.getHandler(), context.getClass()]);
    if (roles && !roles.includes(staff.role))
      throw new Refusal('forbidden', `Your role (${staff.role}) cannot do this. Ask an owner of the school.`);
    return true;
  }
}
