import { Body, Controller, Get, Header, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { PictureUse } from '@perennial/domain/school';
import { ChangesNothing } from '../../identity/auth/announced-changes.js';
import { AdminController, CurrentStaff, PortalSchool } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { found } from '../../platform/http/refusal.js';
import { PictureNameParam, PictureUseParam, PictureView } from './pictures.schemas.js';
import { PicturesService } from './pictures.service.js';

const Binary = { schema: { type: 'string', format: 'binary' } } as const;
/** The name is the hash of the bytes, so the content of an address never changes. */
const forGood = 'max-age=31536000, immutable';

@AdminController('pictures', 'School', null)
export class PicturesController {
  constructor(private readonly pictures: PicturesService) {}

  @Post(':use')
  @ChangesNothing()
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Stores a PNG, JPEG or WebP of at most 4 MB. It is not shown until a setting refers to it' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(Binary)
  @Answers(PictureView)
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

  // Email programs load pictures from other origins.
  @Get(':name')
  @ApiOperation({ summary: 'The school’s logo. Public, because emails show it' })
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
