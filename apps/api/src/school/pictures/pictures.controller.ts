import { Body, Controller, Get, Header, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { PictureUse } from '@perennial/domain/school';
import { AdminController, CurrentStaff, PortalSchool } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { found } from '../../platform/http/refusal.js';
import { PictureNameParam, PictureResponse, PictureUseParam, type PictureView } from './pictures.schemas.js';
import { PicturesService } from './pictures.service.js';

const Binary = { schema: { type: 'string', format: 'binary' } } as const;
/** The name is the hash of the bytes, so what is behind an address never changes. */
const forGood = 'max-age=31536000, immutable';

@AdminController('pictures', 'School')
export class PicturesController {
  constructor(private readonly pictures: PicturesService) {}

  @Post(':use')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Takes a PNG, JPEG or WebP of at most 4 MB in; it shows nowhere before something names it' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(Binary)
  @ApiOkResponse({ standardSchema: PictureResponse })
  add(
    @CurrentStaff() staff: SignedInStaff,
    @Param('use', { schema: PictureUseParam }) use: PictureUse,
    @Body() file: Buffer,
  ): Promise<PictureView> {
    return this.pictures.add(staff.schoolId, use, file);
  }

  @Get(':use/:name')
  @ApiProduces('image/png', 'image/jpeg')
  @ApiOkResponse(Binary)
  @Header('cache-control', `private, ${forGood}`)
  async get(
    @CurrentStaff() staff: SignedInStaff,
    @Param('use', { schema: PictureUseParam }) use: PictureUse,
    @Param('name', { schema: PictureNameParam }) name: string,
  ): Promise<StreamableFile> {
    return pictureFile(name, found(await this.pictures.read(staff.schoolId, use, name), 'picture'));
  }
}

@ApiTags('Storefront')
@Controller('api/portal/logo')
export class LogoController {
  constructor(private readonly pictures: PicturesService) {}

  // Mails are read on other origins than ours.
  @Get(':name')
  @ApiOperation({ summary: 'A logo of the school, for anyone: mails show it' })
  @ApiProduces('image/png', 'image/jpeg')
  @ApiOkResponse(Binary)
  @Header('cache-control', `public, ${forGood}`)
  @Header('cross-origin-resource-policy', 'cross-origin')
  async get(
    @PortalSchool() schoolId: string,
    @Param('name', { schema: PictureNameParam }) name: string,
  ): Promise<StreamableFile> {
    return pictureFile(name, found(await this.pictures.read(schoolId, 'logo', name), 'picture'));
  }
}

const pictureFile = (name: string, bytes: Uint8Array): StreamableFile =>
  new StreamableFile(bytes, {
    type: name.endsWith('.jpg') ? 'image/jpeg' : 'image/png',
    disposition: 'inline',
    length: bytes.byteLength,
  });
