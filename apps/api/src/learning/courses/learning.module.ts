import { Module } from '@nestjs/common';
import { CourseModule, Enrolment, Lesson, Product } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { CourseAccess } from './course-access.js';
import { CoursePlans } from './course-plans.js';
import { CourseLessonsController, LessonContentsController } from './lesson-contents.controller.js';
import { LessonContentsService } from './lesson-contents.service.js';
import { OutlineController } from './outline.controller.js';
import { OutlineService } from './outline.service.js';
import { CoursesController, LessonsController, MemberHomeController } from './player.controller.js';
import { PlayerService } from './player.service.js';
import { ProgressService } from './progress.service.js';

@Module({
  imports: [schoolRepositories([CourseModule, Enrolment, Lesson, Product])],
  controllers: [
    OutlineController,
    CourseLessonsController,
    LessonContentsController,
    CoursesController,
    MemberHomeController,
    LessonsController,
  ],
  providers: [CourseAccess, LessonContentsService, OutlineService, PlayerService, ProgressService, CoursePlans],
  exports: [OutlineService],
})
export class LearningModule {}
