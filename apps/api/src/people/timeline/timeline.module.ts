import { Module } from '@nestjs/common';
import { TimelineController } from './timeline.controller.js';
import { TimelineService } from './timeline.service.js';
import { TimelineRows } from './timeline-rows.js';

@Module({
  controllers: [TimelineController],
  providers: [TimelineRows, TimelineService],
  exports: [TimelineRows, TimelineService],
})
export class TimelineModule {}
