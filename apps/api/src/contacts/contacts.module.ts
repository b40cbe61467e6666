import { Module } from '@nestjs/common';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { TimelineModule } from '../timeline/timeline.module.js';
import { ContactActionsController } from './contact-actions.controller.js';
import { ContactActionsService } from './contact-actions.service.js';
import { ContactViews } from './contact-views.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';

@Module({
  imports: [MembershipsModule, TimelineModule],
  controllers: [ContactsController, ContactActionsController],
  providers: [ContactActionsService, ContactViews, ContactsService],
})
export class ContactsModule {}
