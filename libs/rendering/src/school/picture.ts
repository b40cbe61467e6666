import { createHash } from 'node:crypto';
import { pictureLimits } from '@perennial/domain/school';
import { isSvg, sniffPicture } from './sniff.js';

/** A picture as it is stored: drawn anew, without what else its file held. */
export interface StoredPicture {
  /** Hash of the bytes, with the ending that tells the format. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** The file cannot be taken; the message says why and what to do. */
export class PictureRefusedError extends Error {
  override readonly name = 'PictureRefusedError';
}

/** Enough for print at the size where a logo stands on a certificate, and small enough for every mail. */
const longestSide = 640;

/**
 * Draws a PNG, JPEG or WebP anew, at most 640 pixels a side. What a file holds besides its picture (scripts, places, other
 * files) is left behind, and mail programs and PDFs get a format that all of them know.
 */
export async function storablePicture(file: Uint8Array): Promise<StoredPicture> {
  const { width, height, format } = headOf(file);
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(Buffer.from(file)).catch(() => undefined);
  if (!image?.width || !image.height)
    throw new PictureRefusedError(
      'This picture is damaged and could not be read completely. Save it again and choose the new file.',
    );
  const scale = Math.min(1, longestSide / Math.max(width, height));
  // From the image itself: a photo that was turned has its sides the other way round than its head says.
  const canvas = createCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
  const brush = canvas.getContext('2d');
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  const photo = format === 'jpeg';
  const bytes = photo ? await canvas.encode('jpeg', 90) : await canvas.encode('png');
  return {
    name: `${createHash('sha256').update(bytes).digest('hex')}.${photo ? 'jpg' : 'png'}`,
    bytes,
    contentType: photo ? 'image/jpeg' : 'image/png',
    width: canvas.width,
    height: canvas.height,
  };
}

/** Reads the size before a pixel is unpacked: a few bytes may claim to be a picture that fills the memory. */
function headOf(file: Uint8Array): NonNullable<ReturnType<typeof sniffPicture>> {
  if (file.byteLength === 0) throw new PictureRefusedError('This file is empty. Choose another.');
  if (file.byteLength > pictureLimits.bytes)
    throw new PictureRefusedError('This file is larger than 4 MB. Choose a smaller one.');
  const head = sniffPicture(file);
  if (!head && isSvg(file))
    throw new PictureRefusedError('An SVG can hold scripts, so it is not taken. Save the picture as a PNG and choose that.');
  if (!head) throw new PictureRefusedError('This file is not a PNG, JPEG or WebP picture. Save the picture as one of these.');
  const { width, height } = head;
  if (Math.max(width, height) > pictureLimits.side)
    throw new PictureRefusedError(
      `This picture has ${width} × ${height} pixels; at most ${pictureLimits.side} a side. Make it smaller.`,
    );
  if (Math.min(width, height) < pictureLimits.smallest)
    throw new PictureRefusedError(`This picture has ${width} × ${height} pixels, too few to see. 640 × 640 is best.`);
  return head;
}
