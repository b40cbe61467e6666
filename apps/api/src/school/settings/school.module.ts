import { Module } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { SchoolController } from './school.controller.js';
import { SchoolService } from './school.service.js';

@Module({
  imports: [PicturesModule],
  controllers: [SchoolController],
  providers: [SchoolService],
})
export class SchoolModule {}
