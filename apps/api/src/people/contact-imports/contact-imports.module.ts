import { Module } from '@nestjs/common';
import { ContactImportsController } from './contact-imports.controller.js';
import { ContactImportsService } from './contact-imports.service.js';

@Module({ controllers: [ContactImportsController], providers: [ContactImportsService] })
export class ContactImportsModule {}
