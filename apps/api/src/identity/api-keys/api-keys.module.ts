import { Module } from '@nestjs/common';
import { ApiKey, School } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { ApiKeysController, ProgramApiKeyController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';

@Module({
  imports: [schoolRepositories([ApiKey, School])],
  controllers: [ApiKeysController, ProgramApiKeyController],
  providers: [ApiKeysService],
})
export class ApiKeysModule {}
