import { Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { AttentionQuery } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { MembershipProblemsService } from './membership-problems.service.js';
import { MembershipProblemsResponse, type MembershipProblemView } from './memberships.schemas.js';

@AdminController('membership-problems', 'Memberships that need attention')
export class MembershipProblemsController {
  constructor(private readonly problems: MembershipProblemsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: MembershipProblemsResponse })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: AttentionQuery }) { test }: z.output<typeof AttentionQuery>,
  ): Promise<MembershipProblemView[]> {
    return this.problems.list(staff.schoolId, test);
  }

  @Post(':id/retry')
  @OnlyFor('owner', 'admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Compares a membership with Stripe now' })
  @ApiNoContentResponse()
  retry(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.problems.retry(staff.schoolId, id);
  }

  @Post(':id/settle')
  @OnlyFor('owner', 'admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Says that a payment after the end has been dealt with' })
  @ApiNoContentResponse()
  settle(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.problems.settle(staff.schoolId, id);
  }
}
