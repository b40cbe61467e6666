import { Module } from '@nestjs/common';
import { LogoController, PicturesController } from './pictures.controller.js';
import { PicturesService } from './pictures.service.js';

@Module({
  controllers: [PicturesController, LogoController],
  providers: [PicturesService],
  exports: [PicturesService],
})
export class PicturesModule {}
