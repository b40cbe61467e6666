import { Module } from '@nestjs/common';
import { ContactImport } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { ContactImportsController } from './contact-imports.controller.js';
import { ContactImportsService } from './contact-imports.service.js';

@Module({
  imports: [schoolRepositories([ContactImport])],
  controllers: [ContactImportsController],
  providers: [ContactImportsService],
})
export class ContactImportsModule {}
