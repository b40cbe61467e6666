import { applyDecorators, Controller, createParamDecorator, type ExecutionContext, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { AdminTopic } from '@perennial/domain/events';
import type { FastifyRequest } from 'fastify';
import { Announces } from './announced-changes.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { MemberGuard, ProvenMemberGuard } from './member.guard.js';
import { StaffGuard } from './staff.guard.js';

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** Signed-in staff only. */
export const ForStaff = () => applyDecorators(UseGuards(StaffGuard), ApiCookieAuth('staff'));

/** Signed-in members only. */
export const ForMembers = () => applyDecorators(UseGuards(MemberGuard), ApiCookieAuth('member'));

/** Signed-in members who have shown that their address is theirs. */
export const ForProvenMembers = () => applyDecorators(UseGuards(ProvenMemberGuard), ApiCookieAuth('member'));

/**
 * Routes of the admin app, for signed-in staff.
 * @param writes the topic that its writes announce to open screens; null if it only reads
 */
export const AdminController = (path: string, tag: string, writes: AdminTopic | null) =>
  applyDecorators(Controller(`api/admin/${path}`), ForStaff(), ApiTags(tag), Announces(writes));

/** Routes of the portal, for signed-in members by default. */
export const MemberController = (path: string, tag: string, who = ForMembers()) =>
  applyDecorators(Controller(`api/portal/${path}`), who, ApiTags(tag));

/** Routes for programs, with an API key. */
export const ProgramController = (path: string, tag: string) =>
  applyDecorators(Controller(`v1/${path}`), UseGuards(ApiKeyGuard), ApiTags(tag), ApiBearerAuth('apiKey'));

/** Parameter: the signed-in staff member. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).staff);
/** Parameter: the staff member where one is signed in, else null. */
export const MaybeStaff = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).staff ?? null);
/** Parameter: the signed-in member. */
export const CurrentMember = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).member);
/** Parameter: the member where one is signed in, else null. */
export const MaybeMember = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).member ?? null);
/** Parameter: the program behind an API key. */
export const CurrentProgram = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).program);
/** Parameter: id of the school whose portal this is. */
export const PortalSchool = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const school = requestOf(context).surface?.school;
  if (!school) throw new Error('only portal routes have a school');
  return school.id;
});
