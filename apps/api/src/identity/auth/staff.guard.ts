import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectRepository } from '@nestjs/typeorm';
import { Staff, type StaffRole, Tenancy } from '@perennial/db';
import type { FastifyRequest } from 'fastify';
import { Repository } from 'typeorm';
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
    private readonly tenancy: Tenancy,
    protected readonly reflector: Reflector,
    @InjectRepository(Staff) private readonly staffMembers: Repository<Staff>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const session = await this.sessions.find(cookieOf(request, 'perennial_staff'), 'staff');
    const staff =
      session && (await this.tenancy.withSchool(session.schoolId, () => this.staffMembers.findOneBy({ id: session.subjectId })));
    if (staff)
      request.staff = {
        id: staff.id,
        schoolId: staff.schoolId,
        sessionId: session.id,
        name: staff.name,
        email: staff.email,
        role: staff.role,
      };
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
