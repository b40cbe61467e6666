import { Module } from '@nestjs/common';
import { CardPages } from './card-pages.js';
import { MembershipActionsService } from './membership-actions.service.js';
import { MembershipViews } from './membership-views.js';
import { MembershipsController } from './memberships.controller.js';

@Module({
  controllers: [MembershipsController],
  providers: [CardPages, MembershipActionsService, MembershipViews],
  exports: [MembershipViews],
})
export class MembershipsModule {}
