import { Module } from '@nestjs/common';
import { IdempotentRequest } from '@perennial/db';
import { schoolRepositories } from '../database/school-repositories.js';
import { Idempotency } from './idempotency.js';

/** Returns the stored response for repeated requests. */
@Module({ imports: [schoolRepositories([IdempotentRequest])], providers: [Idempotency], exports: [Idempotency] })
export class IdempotencyModule {}
