/** Draws certificates as the product does, with the hash that is stored beside each. */
import { createHash } from 'node:crypto';
import { urlInRoot } from '../../scripts/lib/paths.mjs';
import { serveWork } from '../framework/serve-work.mjs';
import { contentOf } from './content.mjs';

/** @type {typeof import('@perennial/rendering')} */
const { renderCertificatePdf } = await import(urlInRoot('libs/rendering/dist/index.js'));
/** @type {typeof import('@perennial/domain/certificates')} */
const { defaultCertificateTemplate, sampleCertificateSnapshot } = await import(
  urlInRoot('libs/domain/dist/certificates/index.js')
);

serveWork(async (index) => {
  const pdf = await renderCertificatePdf(defaultCertificateTemplate, { ...sampleCertificateSnapshot, ...contentOf(index) });
  createHash('sha256').update(pdf).digest('hex');
});
