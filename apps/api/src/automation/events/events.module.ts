import { Module } from '@nestjs/common';
import { IdempotentRequest } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import { ProgramEventsController } from './program-events.controller.js';
import { ProgramEventsService } from './program-events.service.js';

@Module({
  imports: [schoolRepositories([IdempotentRequest])],
  controllers: [ProgramEventsController],
  providers: [Idempotency, ProgramEventsService],
})
export class EventsModule {}
