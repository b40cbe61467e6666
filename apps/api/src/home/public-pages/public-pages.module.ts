import { Module } from '@nestjs/common';
import { Lesson, Plan, Product, School } from '@perennial/db';
import { PlansModule } from '../../billing/plans/plans.module.js';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { PublicPagesController } from './public-pages.controller.js';
import { PublicPagesService } from './public-pages.service.js';

@Module({
  imports: [PlansModule, schoolRepositories([Lesson, Plan, Product, School])],
  controllers: [PublicPagesController],
  providers: [PublicPagesService],
})
export class PublicPagesModule {}
