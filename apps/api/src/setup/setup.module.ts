import { Module } from '@nestjs/common';
import { BuiltInEmailsModule } from '../automation/built-in-emails/built-in-emails.module.js';
import { SchoolFounding } from './founding.service.js';

/** Setting up a school with what every school starts with. */
@Module({ imports: [BuiltInEmailsModule], providers: [SchoolFounding], exports: [SchoolFounding] })
export class SetupModule {}
