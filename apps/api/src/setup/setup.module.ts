import { Module } from '@nestjs/common';
import { Staff } from '@perennial/db';
import { BuiltInEmailsModule } from '../automation/built-in-emails/built-in-emails.module.js';
import { schoolRepositories } from '../platform/database/school-repositories.js';
import { SchoolFounding } from './founding.service.js';

/** Setting up a school with what every school starts with. */
@Module({ imports: [BuiltInEmailsModule, schoolRepositories([Staff])], providers: [SchoolFounding], exports: [SchoolFounding] })
export class SetupModule {}
