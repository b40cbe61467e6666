import { Module } from '@nestjs/common';
import { Clock, Contact, Product, Staff } from '@perennial/db';
import { MembershipsModule } from '../../billing/memberships/memberships.module.js';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { IdempotencyModule } from '../../platform/http/idempotency.module.js';
import { ContactFieldsModule } from '../contact-fields/contact-fields.module.js';
import { TimelineModule } from '../timeline/timeline.module.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';
import { ContactActionsController } from './contact-actions.controller.js';
import { ContactActionsService } from './contact-actions.service.js';
import { ContactViews } from './contact-views.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { ProgramContactsController } from './program-contacts.controller.js';
import { ProgramContactsService } from './program-contacts.service.js';

@Module({
  imports: [
    ContactFieldsModule,
    IdempotencyModule,
    MembershipsModule,
    TimelineModule,
    schoolRepositories([Clock, Contact, Product, Staff]),
  ],
  controllers: [ConsentsController, ContactsController, ContactActionsController, ProgramContactsController],
  providers: [ConsentsService, ContactActionsService, ContactViews, ContactsService, ProgramContactsService],
  exports: [ProgramContactsService],
})
export class ContactsModule {}
