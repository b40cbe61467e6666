import { Module } from '@nestjs/common';
import { Contact, ContactField, ContactFieldStored } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { ContactFieldsController } from './contact-fields.controller.js';
import { ContactFieldsService } from './contact-fields.service.js';
import { FieldValuesController } from './field-values.controller.js';
import { FieldValuesService } from './field-values.service.js';

@Module({
  imports: [schoolRepositories([Contact, ContactField, ContactFieldStored])],
  controllers: [ContactFieldsController, FieldValuesController],
  providers: [ContactFieldsService, FieldValuesService],
  exports: [FieldValuesService],
})
export class ContactFieldsModule {}
