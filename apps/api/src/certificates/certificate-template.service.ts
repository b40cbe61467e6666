import { Injectable, type StreamableFile } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { CertificateTemplate, School, Tenancy } from '@perennial/db';
import {
  defaultCertificateTemplate,
  sampleCertificateSnapshot,
  CertificateTemplate as Template,
} from '@perennial/domain/certificates';
import { CertificateImageError, MissingGlyphError, renderCertificatePdf } from '@perennial/rendering';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { ApiConfig } from '../platform/database/api-config.js';
import { Refusal } from '../platform/http/refusal.js';
import { isoOrNull } from '../platform/http/schemas.js';
import { PicturesService } from '../school/pictures/pictures.service.js';
import { pdfFile } from './certificate-files.js';
import type { CertificateTemplateView } from './certificates.schemas.js';

/** The appearance of a school's certificates. Those already issued keep theirs. */
@Injectable()
export class CertificateTemplateService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly config: ApiConfig,
    private readonly pictures: PicturesService,
    @InjectRepository(CertificateTemplate) private readonly certificateTemplates: Repository<CertificateTemplate>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  get(schoolId: string): Promise<CertificateTemplateView> {
    return this.tenancy.withSchool(schoolId, () => this.#read());
  }

  async put(schoolId: string, template: Template): Promise<CertificateTemplateView> {
    await this.pictures.assertThere(schoolId, 'signature', template.signature);
    return this.tenancy.withSchool(schoolId, async () => {
      await this.tenancy.em.query(
        `insert into certificate_template (template, updated_at) values ($1, $2)
         on conflict (school_id) do update set template = excluded.template, updated_at = excluded.updated_at`,
        [JSON.stringify(template), this.clocks.wall()],
      );
      return this.#read();
    });
  }

  /** A sample certificate, to preview the printed design. */
  async preview(schoolId: string, template: Template): Promise<StreamableFile> {
    const school = await this.tenancy.withSchool(schoolId, () => this.schools.findOneByOrFail({}));
    const { serial } = sampleCertificateSnapshot;
    const snapshot = {
      ...sampleCertificateSnapshot,
      schoolName: school.name,
      verifyUrl: `${this.config.portalUrl(school.slug)}/verify/${serial}`,
    };
    await this.pictures.assertThere(schoolId, 'signature', template.signature);
    const logo = template.showLogo && school.logo ? await this.pictures.read(schoolId, 'logo', school.logo) : null;
    const signature = template.signature && (await this.pictures.read(schoolId, 'signature', template.signature));
    try {
      const pictures = { ...(logo && { logo }), ...(signature && { signature }) };
      return pdfFile(await renderCertificatePdf(template, snapshot, pictures), 'preview.pdf');
    } catch (error) {
      if (error instanceof MissingGlyphError || error instanceof CertificateImageError)
        throw new Refusal('template_invalid', `This cannot be printed: ${error.message}. Change it and try again.`);
      throw error;
    }
  }

  async #read(): Promise<CertificateTemplateView> {
    const row = await this.certificateTemplates.findOneBy({});
    return {
      template: row ? Template.parse(row.template) : defaultCertificateTemplate,
      updatedAt: isoOrNull(row?.updatedAt),
    };
  }
}
