import { Module } from '@nestjs/common';
import { Clock, StripeConnection } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { ClocksController } from './clocks.controller.js';
import { TestClocksService } from './clocks.service.js';

@Module({
  imports: [schoolRepositories([Clock, StripeConnection])],
  controllers: [ClocksController],
  providers: [TestClocksService],
})
export class ClocksModule {}
