import { CertificateSnapshot, CertificateTemplate } from '@perennial/domain/certificates';
import PDFDocument from 'pdfkit';
import { readableAs } from '../school/colours.js';
import { onPaper } from '../school/on-paper.js';
import { BoundedCache } from './bounded-cache.js';
import { isolated } from './direction.js';
import { CertificateImageError } from './errors.js';
import { drawBorder, drawOrnament, drawRule, ink, page, softInk } from './page.js';
import { drawQr } from './qr.js';
import { Typesetter } from './typesetter.js';

/** Pictures of a certificate, PNG or JPEG, and the language its date is written in. */
export interface CertificateAssets {
  readonly logo?: Uint8Array;
  readonly signature?: Uint8Array;
  /** BCP 47; English with the day first by default. */
  readonly locale?: string;
}

/** What every part of the page is drawn with. */
interface Drawing {
  readonly doc: PDFKit.PDFDocument;
  readonly type: Typesetter;
  readonly design: CertificateTemplate;
  readonly content: CertificateSnapshot;
  readonly assets: CertificateAssets;
  /** The school's colour, dark enough to be read on white. */
  readonly accent: string;
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
  const design = CertificateTemplate.parse(template);
  const content = CertificateSnapshot.parse(snapshot);
  const doc = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    lang: assets.locale ?? 'en',
    displayTitle: true,
    // Otherwise pdfkit would set its default font, which reads a metrics file and adds an unused font to the document.
    font: '',
    info: {
      Title: `${design.title}: ${content.recipientName}, ${content.courseTitle}`,
      Author: content.schoolName,
      Subject: content.courseTitle,
      Keywords: content.serial,
      Creator: 'Perennial',
      Producer: 'Perennial',
      CreationDate: new Date(`${content.completedOn}T12:00:00Z`),
    },
  });
  const bytes = collect(doc);
  const type = new Typesetter(doc);
  const accent = readableAs(design.accentColour, '#ffffff');
  drawBorder(doc, design.accentColour);
  const drawing = { doc, type, design, content, assets, accent };
  await drawHead(drawing);
  await drawBody(drawing);
  await drawFoot(drawing);
  doc.end();
  return bytes;
}

async function drawHead({ doc, type, design, content, assets, accent }: Drawing): Promise<void> {
  if (design.showLogo && assets.logo) await place(doc, 'logo', assets.logo, page.centre, 62, 190, 58);
  else {
    const style = { face: 'smallMedium', size: 11, colour: accent, tracking: 2.2 } as const;
    await type.centred(content.schoolName.toUpperCase(), page.centre, 98, style, textWidth);
  }
  await type.centred(design.title, page.centre, 178, { face: 'display', size: 42, colour: ink }, 680);
  drawOrnament(doc, 206, accent);
  if (design.subtitle) {
    await type.centred(design.subtitle, page.centre, 247, { face: 'displayItalic', size: 16, colour: softInk }, textWidth);
  }
}

async function drawBody({ doc, type, design, content, assets, accent }: Drawing): Promise<void> {
  const width = await drawName(type, content.recipientName);
  drawRule(doc, page.centre, 338, Math.min(660, Math.max(360, width + 60)), accent);
  const placeholders: Readonly<Record<string, string>> = {
    name: isolated(content.recipientName),
    course: isolated(content.courseTitle),
    date: longDate(content.completedOn, assets.locale),
  };
  const body = design.bodyText.replace(/\{(\w+)\}/g, (whole, word: string) => placeholders[word] ?? whole);
  const style = { face: 'display', size: 17, colour: ink, leading: 24, maxLines: 3 } as const;
  await type.paragraph(body, page.centre, 373, style, textWidth);
}

/** Draws the name on one line as large as possible, or on two lines if it would become small. Returns its width. */
async function drawName(type: Typesetter, name: string): Promise<number> {
  const style = { face: 'display', size: 50, colour: ink } as const;
  const full = await type.widthOf(name, style);
  if (full <= nameWidth * 1.7) return (await type.centred(name, page.centre, 312, style, nameWidth)).width;
  await type.paragraph(name, page.centre, 291, { ...style, size: 29, leading: 34, maxLines: 2 }, nameWidth);
  return nameWidth;
}

async function drawFoot({ doc, type, design, content, assets, accent }: Drawing): Promise<void> {
  const column = 190;
  const left = 88 + column / 2;
  const value = { face: 'display', size: 15, colour: ink } as const;
  const label = { face: 'small', size: 8.5, colour: softInk, tracking: 0.4 } as const;

  await type.centred(longDate(content.completedOn, assets.locale), left, footLine - 9, value, column);
  drawRule(doc, left, footLine, column, accent);
  await type.centred('Date', left, footLine + 15, label, column);

  const middle = page.centre;
  if (assets.signature) await place(doc, 'signature', assets.signature, middle, footLine - 48, column - 30, 44);
  drawRule(doc, middle, footLine, column, accent);
  // Without a named signer, the line is left for a handwritten signature.
  const signer = design.signatureName || content.schoolName;
  await type.centred(signer, middle, footLine + 16, { ...label, face: 'smallMedium', size: 10, colour: ink }, column);
  if (design.signatureRole) await type.centred(design.signatureRole, middle, footLine + 29, label, column);

  const qr = 58;
  const right = page.width - 88 - column / 2;
  drawQr(doc, content.verifyUrl, right - qr / 2, footLine - qr - 2, qr, ink);
  doc.link(right - qr / 2, footLine - qr - 2, qr, qr, content.verifyUrl);
  await type.centred(content.serial, right, footLine + 15, { ...label, face: 'smallMedium', size: 9, colour: ink }, column);
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

// The date is a calendar day, independent of time zones.
const longDate = (day: string, locale = 'en-GB'): string => formatOf(locale).format(new Date(`${day}T12:00:00Z`));

function formatOf(locale: string): Intl.DateTimeFormat {
  return formats.get(locale) ?? formats.set(locale, new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
}

const formats = new BoundedCache<Intl.DateTimeFormat>(50);

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
  return done;
}
