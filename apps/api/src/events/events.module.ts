import { Module } from '@nestjs/common';
import { ProgramEventsController } from './program-events.controller.js';
import { ProgramEventsService } from './program-events.service.js';

@Module({ controllers: [ProgramEventsController], providers: [ProgramEventsService] })
export class EventsModule {}
