import { Module } from '@nestjs/common';
import { ApiKey } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';

@Module({ imports: [schoolRepositories([ApiKey])], controllers: [ApiKeysController], providers: [ApiKeysService] })
export class ApiKeysModule {}
