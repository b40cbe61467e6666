import { Module } from '@nestjs/common';
import { School } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { PicturesModule } from '../pictures/pictures.module.js';
import { SchoolController } from './school.controller.js';
import { SchoolService } from './school.service.js';

@Module({
  imports: [PicturesModule, schoolRepositories([School])],
  controllers: [SchoolController],
  providers: [SchoolService],
})
export class SchoolModule {}
