import { Module } from '@nestjs/common';
import { EmailModule } from '../../messaging/email/email.module.js';
import { SchoolFounding } from '../../setup/founding.service.js';
import { PicturesModule } from '../pictures/pictures.module.js';
import { SchoolController } from './school.controller.js';
import { SchoolService } from './school.service.js';

@Module({
  imports: [EmailModule, PicturesModule],
  controllers: [SchoolController],
  providers: [SchoolFounding, SchoolService],
  exports: [SchoolFounding],
})
export class SchoolModule {}
