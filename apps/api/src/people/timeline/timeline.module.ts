import { Module } from '@nestjs/common';
import { Contact, School } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineService } from './timeline.service.js';
import { TimelineRows } from './timeline-rows.js';

@Module({
  imports: [schoolRepositories([Contact, School])],
  controllers: [TimelineController],
  providers: [TimelineRows, TimelineService],
  exports: [TimelineRows, TimelineService],
})
export class TimelineModule {}
