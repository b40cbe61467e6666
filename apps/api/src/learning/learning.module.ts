import { Module } from '@nestjs/common';
import { CourseDoor } from './course-door.js';
import { OutlineController } from './outline.controller.js';
import { OutlineService } from './outline.service.js';
import { CoursesController, LessonsController, MemberHomeController } from './player.controller.js';
import { PlayerService } from './player.service.js';
import { ProgressService } from './progress.service.js';

@Module({
  controllers: [OutlineController, CoursesController, MemberHomeController, LessonsController],
  providers: [CourseDoor, OutlineService, PlayerService, ProgressService],
  exports: [OutlineService],
})
export class LearningModule {}
