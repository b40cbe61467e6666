import {
  type CertificateSnapshot,
  type CertificateTemplate,
  certificateSnapshot,
  certificateTemplate,
} from '@perennial/domain/certificates';
import PDFDocument from 'pdfkit';
import { readableAs } from '../school/colours.js';
import { onPaper } from '../school/on-paper.js';
import { isolated } from './direction.js';
import { CertificateImageError } from './errors.js';
import { drawBorder, drawOrnament, drawRule, ink, page, softInk } from './page.js';
import { drawQr } from './qr.js';
import { Typesetter } from './typesetter.js';

/** Pictures of a certificate, PNG or JPEG, and the language its date is written in. */
export interface CertificateAssets {
  readonly logo?: Uint8Array;
  readonly signature?: Uint8Array;
  /** BCP 47; English, day first, unless said. */
  readonly locale?: string;
}

const textWidth = 580;
const nameWidth = 660;
const footLine = 496;

/**
 * Prints a certificate: one A4 page, landscape, fonts embedded. The same input gives the same bytes.
 * Throws {@link MissingGlyphError} where a character cannot be printed and {@link CertificateImageError} for a bad picture.
 */
export async function renderCertificatePdf(
  template: CertificateTemplate,
  snapshot: CertificateSnapshot,
  assets: CertificateAssets = {},
): Promise<Uint8Array> {
  const look = certificateTemplate.parse(template);
  const facts = certificateSnapshot.parse(snapshot);
  const doc = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    lang: assets.locale ?? 'en',
    displayTitle: true,
    // pdfkit would set its default font, which reads a metrics file and leaves an unused font in the document.
    font: '',
    info: {
      Title: `${look.title}: ${facts.recipientName}, ${facts.courseTitle}`,
      Author: facts.schoolName,
      Subject: facts.courseTitle,
      Keywords: facts.serial,
      Creator: 'Perennial',
      Producer: 'Perennial',
      CreationDate: new Date(`${facts.completedOn}T12:00:00Z`),
    },
  });
  const bytes = collect(doc);
  const type = new Typesetter(doc);
  const accent = readableAs(look.accentColour, '#ffffff');
  drawBorder(doc, look.accentColour);
  await drawHead(doc, type, look, facts, assets, accent);
  await drawBody(doc, type, look, facts, assets, accent);
  await drawFoot(doc, type, look, facts, assets, accent);
  doc.end();
  return bytes;
}

async function drawHead(
  doc: PDFKit.PDFDocument,
  type: Typesetter,
  look: CertificateTemplate,
  facts: CertificateSnapshot,
  assets: CertificateAssets,
  accent: string,
): Promise<void> {
  if (look.showLogo && assets.logo) await place(doc, 'logo', assets.logo, page.centre, 62, 190, 58);
  else {
    const style = { face: 'smallMedium', size: 11, colour: accent, tracking: 2.2 } as const;
    await type.centred(facts.schoolName.toUpperCase(), page.centre, 98, style, textWidth);
  }
  await type.centred(look.title, page.centre, 178, { face: 'display', size: 42, colour: ink }, 680);
  drawOrnament(doc, 206, accent);
  if (look.subtitle) {
    await type.centred(look.subtitle, page.centre, 247, { face: 'displayItalic', size: 16, colour: softInk }, textWidth);
  }
}

async function drawBody(
  doc: PDFKit.PDFDocument,
  type: Typesetter,
  look: CertificateTemplate,
  facts: CertificateSnapshot,
  assets: CertificateAssets,
  accent: string,
): Promise<void> {
  const width = await drawName(type, facts.recipientName);
  drawRule(doc, page.centre, 338, Math.min(660, Math.max(360, width + 60)), accent);
  const words: Readonly<Record<string, string>> = {
    name: isolated(facts.recipientName),
    course: isolated(facts.courseTitle),
    date: longDate(facts.completedOn, assets.locale),
  };
  const body = look.bodyText.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
  const style = { face: 'display', size: 17, colour: ink, leading: 24, maxLines: 3 } as const;
  await type.paragraph(body, page.centre, 373, style, textWidth);
}

/** One line as large as it fits; a name that would become small gets two. Returns its width. */
async function drawName(type: Typesetter, name: string): Promise<number> {
  const style = { face: 'display', size: 50, colour: ink } as const;
  const full = await type.widthOf(name, style);
  if (full <= nameWidth * 1.7) return (await type.centred(name, page.centre, 312, style, nameWidth)).width;
  await type.paragraph(name, page.centre, 291, { ...style, size: 29, leading: 34, maxLines: 2 }, nameWidth);
  return nameWidth;
}

async function drawFoot(
  doc: PDFKit.PDFDocument,
  type: Typesetter,
  look: CertificateTemplate,
  facts: CertificateSnapshot,
  assets: CertificateAssets,
  accent: string,
): Promise<void> {
  const column = 190;
  const left = 88 + column / 2;
  const value = { face: 'display', size: 15, colour: ink } as const;
  const label = { face: 'small', size: 8.5, colour: softInk, tracking: 0.4 } as const;

  await type.centred(longDate(facts.completedOn, assets.locale), left, footLine - 9, value, column);
  drawRule(doc, left, footLine, column, accent);
  await type.centred('Date', left, footLine + 15, label, column);

  const middle = page.centre;
  if (assets.signature) await place(doc, 'signature', assets.signature, middle, footLine - 48, column - 30, 44);
  drawRule(doc, middle, footLine, column, accent);
  // A school without a named signer still signs: the line is there for a pen.
  const signer = look.signatureName || facts.schoolName;
  await type.centred(signer, middle, footLine + 16, { ...label, face: 'smallMedium', size: 10, colour: ink }, column);
  if (look.signatureRole) await type.centred(look.signatureRole, middle, footLine + 29, label, column);

  const qr = 58;
  const right = page.width - 88 - column / 2;
  drawQr(doc, facts.verifyUrl, right - qr / 2, footLine - qr - 2, qr, ink);
  doc.link(right - qr / 2, footLine - qr - 2, qr, qr, facts.verifyUrl);
  await type.centred(facts.serial, right, footLine + 15, { ...label, face: 'smallMedium', size: 9, colour: ink }, column);
  await type.centred('Scan to check this certificate', right, footLine + 29, { ...label, size: 8 }, column);
}

async function place(
  doc: PDFKit.PDFDocument,
  what: 'logo' | 'signature',
  bytes: Uint8Array,
  centre: number,
  top: number,
  width: number,
  height: number,
): Promise<void> {
  try {
    doc.image(Buffer.from(await onPaper(bytes)), centre - width / 2, top, {
      fit: [width, height],
      align: 'center',
      valign: 'bottom',
    });
  } catch (cause) {
    throw new CertificateImageError(what, { cause });
  }
}

// The date is a day on the calendar, not an instant: no zone may move it.
const longDate = (day: string, locale = 'en-GB'): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
  return done;
}
