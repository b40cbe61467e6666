import { Module } from '@nestjs/common';
import { CardPages } from './card-pages.js';
import { MembershipActionsService } from './membership-actions.service.js';
import { MembershipProblemsController } from './membership-problems.controller.js';
import { MembershipProblemsService } from './membership-problems.service.js';
import { MembershipViews } from './membership-views.js';
import { MembershipsController } from './memberships.controller.js';

@Module({
  controllers: [MembershipsController, MembershipProblemsController],
  providers: [CardPages, MembershipActionsService, MembershipProblemsService, MembershipViews],
  exports: [MembershipViews],
})
export class MembershipsModule {}
