import { Module } from '@nestjs/common';
import { IdempotentRequest } from '@perennial/db';
import { schoolRepositories } from '../database/school-repositories.js';
import { Idempotency } from './idempotency.js';

/** Answers repeated requests of programs from what the first one stored. */
@Module({ imports: [schoolRepositories([IdempotentRequest])], providers: [Idempotency], exports: [Idempotency] })
export class IdempotencyModule {}
