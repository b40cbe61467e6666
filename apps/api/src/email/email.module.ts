import { Module } from '@nestjs/common';
import { BuiltInMail } from './built-in-mail.service.js';

@Module({ providers: [BuiltInMail], exports: [BuiltInMail] })
export class EmailModule {}
