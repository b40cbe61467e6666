import { Module } from '@nestjs/common';
import { Idempotency } from '../../platform/http/idempotency.js';
import { ProgramEventsController } from './program-events.controller.js';
import { ProgramEventsService } from './program-events.service.js';

@Module({ controllers: [ProgramEventsController], providers: [Idempotency, ProgramEventsService] })
export class EventsModule {}
