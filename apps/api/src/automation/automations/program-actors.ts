import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKey } from '@perennial/db';
import { Repository } from 'typeorm';
import type { Program } from '../../identity/auth/api-key.guard.js';

/** Who changes an automation, as records name them: a member of staff, or a program by the name of its key. */
export interface Actor {
  readonly schoolId: string;
  readonly name: string;
}

/** Programs as they are named in records. */
@Injectable()
export class ProgramActors {
  constructor(@InjectRepository(ApiKey) private readonly apiKeys: Repository<ApiKey>) {}

  /** In the open scope. */
  async of({ schoolId, apiKeyId }: Program): Promise<Actor> {
    const { name } = await this.apiKeys.findOneByOrFail({ id: apiKeyId });
    return { schoolId, name };
  }
}
