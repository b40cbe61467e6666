import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { sampleCertificateSnapshot as snapshot, defaultCertificateTemplate as template } from '@perennial/domain/certificates';
import { CertificateImageError, MissingGlyphError } from './errors.js';
import { renderCertificatePdf } from './render.js';
import { layOutRuns } from './runs.js';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const order = async (text: string) => (await layOutRuns(text, 'display')).map((run) => run.text);

describe('certificate', () => {
  it('the same input gives the same bytes, whatever was printed in between', async () => {
    const first = hash(await renderCertificatePdf(template, snapshot));
    await renderCertificatePdf(template, { ...snapshot, recipientName: 'Жанна Їжакевич' });
    expect(hash(await renderCertificatePdf(template, snapshot))).toBe(first);
  });

  it('the same pictures give the same bytes, also where paper shines through and many are printed at once', async () => {
    const canvas = createCanvas(640, 640);
    canvas.getContext('2d').fillStyle = '#a4532c88';
    canvas.getContext('2d').fillRect(100, 100, 400, 400);
    const picture = await canvas.encode('png');
    const printed = await Promise.all(
      Array.from({ length: 6 }, () => renderCertificatePdf(template, snapshot, { logo: picture, signature: picture })),
    );
    expect(new Set(printed.map(hash)).size).toBe(1);
    expect(Buffer.from(printed[0] ?? []).toString('latin1')).toContain('/Subtype /Image');
  }, 30_000);

  it('is one page that says who issued it', async () => {
    const pdf = Buffer.from(await renderCertificatePdf(template, snapshot)).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(pdf.includes('(Clay & Kiln)')).toBe(true);
  });

  it.each([
    ['Zoë Łukasz Šťastný', 'display'],
    ['Nguyễn Thị Ánh', 'display'],
    ['Жанна', 'display'],
    ['Ελένη', 'greek'],
    ['张玥珺', 'han'],
    ['髙橋さくら', 'han'],
    ['김서연', 'hangul'],
    ['فاطمة', 'arabic'],
    ['יעל', 'hebrew'],
    ['प्रिया', 'devanagari'],
    ['สมชาย', 'thai'],
  ])('%s is printed', async (name, font) => {
    expect((await layOutRuns(name, 'display')).map((run) => run.font)).toEqual([font]);
  });

  it('a letter and its accent stay together, even where they are typed apart', async () => {
    expect(await order('Zoe\u0308')).toEqual(['Zoë']);
  });

  it('a name that runs to the left keeps its order inside one that runs to the right', async () => {
    expect(await order('Ana (פלוני)')).toEqual(['Ana (', 'פלוני', ')']);
  });

  it('a left-to-right name is placed to the left of the name it follows', async () => {
    expect(await order('יעל Yael')).toEqual(['Yael', 'יעל ']);
  });

  it('a number inside a title that runs to the left stays at its place', async () => {
    // From right to left: the title, the year, the level in brackets.
    expect(await order('الخزف 2027 (المستوى 1)')).toEqual(['(', '1', 'المستوى ', ') ', '2027', 'الخزف ']);
    expect(await order('for \u2068קדרות 101\u2069, 2027')).toEqual(['for ', '101', 'קדרות ', ', 2027']);
  });

  it('a character that no font has is an error, and its message does not repeat the name', async () => {
    const printing = renderCertificatePdf(template, { ...snapshot, recipientName: 'Ana 🌸' });
    await expect(printing).rejects.toThrow(MissingGlyphError);
    await expect(printing).rejects.toThrow('U+1F338 (emoji)');
  });

  it('a picture that is none is an error', async () => {
    await expect(renderCertificatePdf(template, snapshot, { logo: new Uint8Array([1, 2, 3]) })).rejects.toThrow(
      CertificateImageError,
    );
  });
});
