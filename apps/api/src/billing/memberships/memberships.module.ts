import { Module } from '@nestjs/common';
import { Contact, Invoice, Membership, Plan, School } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { CardPages } from './card-pages.js';
import { MembershipActionsService } from './membership-actions.service.js';
import { MembershipProblemsController } from './membership-problems.controller.js';
import { MembershipProblemsService } from './membership-problems.service.js';
import { MembershipViews } from './membership-views.js';
import { MembershipsController } from './memberships.controller.js';

@Module({
  imports: [schoolRepositories([Contact, Invoice, Membership, Plan, School])],
  controllers: [MembershipsController, MembershipProblemsController],
  providers: [CardPages, MembershipActionsService, MembershipProblemsService, MembershipViews],
  exports: [MembershipViews],
})
export class MembershipsModule {}
