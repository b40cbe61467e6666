import { Module } from '@nestjs/common';
import { Contact, Segment, SegmentMember } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { ContactSegmentsController } from './contact-segments.controller.js';
import { ProgramSegmentsController } from './program-segments.controller.js';
import { ProgramSegmentsService } from './program-segments.service.js';
import { SegmentViews } from './segment-views.js';
import { SegmentsController } from './segments.controller.js';
import { SegmentsService } from './segments.service.js';

@Module({
  imports: [ContactsModule, schoolRepositories([Contact, Segment, SegmentMember])],
  controllers: [SegmentsController, ContactSegmentsController, ProgramSegmentsController],
  providers: [SegmentsService, ProgramSegmentsService, SegmentViews],
  exports: [SegmentViews],
})
export class SegmentsModule {}
