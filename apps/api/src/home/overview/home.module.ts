import { Module } from '@nestjs/common';
import { TimelineModule } from '../../people/timeline/timeline.module.js';
import { HomeController } from './home.controller.js';
import { HomeService } from './home.service.js';

@Module({ imports: [TimelineModule], controllers: [HomeController], providers: [HomeService] })
export class HomeModule {}
