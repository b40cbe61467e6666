import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/http/idempotency.module.js';
import { EventIntake } from './event-intake.js';
import { ProgramEventsController } from './program-events.controller.js';
import { ProgramEventsService } from './program-events.service.js';

@Module({
  imports: [IdempotencyModule],
  controllers: [ProgramEventsController],
  providers: [EventIntake, ProgramEventsService],
})
export class EventsModule {}
