import { Module } from '@nestjs/common';
import { School } from '@perennial/db';
import { TimelineModule } from '../../people/timeline/timeline.module.js';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { HomeController } from './home.controller.js';
import { HomeService } from './home.service.js';

@Module({ imports: [TimelineModule, schoolRepositories([School])], controllers: [HomeController], providers: [HomeService] })
export class HomeModule {}
