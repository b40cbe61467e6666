import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { AnswersNothing } from '../../platform/http/answers.js';
import { AttentionQuery } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { MembershipProblemsService } from './membership-problems.service.js';
import { MembershipProblemsResponse, type MembershipProblemView } from './memberships.schemas.js';

@AdminController('membership-problems', 'Memberships that need attention', 'membership-problems')
export class MembershipProblemsController {
  constructor(private readonly problems: MembershipProblemsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: MembershipProblemsResponse })
  list(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: AttentionQuery }) { test }: AttentionQuery,
  ): Promise<MembershipProblemView[]> {
    return this.problems.list(staff.schoolId, test);
  }

  @Post(':id/retry')
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Compares a membership with Stripe immediately' })
  @AnswersNothing()
  retry(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.problems.retry(staff.schoolId, id);
  }

  @Post(':id/settle')
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Marks a payment after the end as resolved' })
  @AnswersNothing()
  settle(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.problems.settle(staff.schoolId, id);
  }
}
