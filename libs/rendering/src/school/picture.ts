import { createHash } from 'node:crypto';
import { pictureLimits } from '@perennial/domain/school';
import { isSvg, sniffPicture } from './sniff.js';

/** A picture as stored: redrawn, without other content of the file. */
export interface StoredPicture {
  /** Hash of the bytes, with the extension of the format. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** Thrown if a file is refused. The message has the reason and what to do. */
export class PictureRefusedError extends Error {
  override readonly name = 'PictureRefusedError';
}

/** Enough for a printed certificate, and small enough for emails. */
const longestSide = 640;

/**
 * Redraws a PNG, JPEG or WebP with at most 640 pixels per side. This removes other content (scripts, locations, embedded
 * files), and gives mail clients and PDFs a format that all support.
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
  // Uses the decoded image, because a rotated photo has its sides swapped in its header.
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

/** Reads the size before decoding, because a small file can declare a picture that fills the memory. */
function headOf(file: Uint8Array): NonNullable<ReturnType<typeof sniffPicture>> {
  if (file.byteLength === 0) throw new PictureRefusedError('This file is empty. Choose another.');
  if (file.byteLength > pictureLimits.bytes)
    throw new PictureRefusedError('This file is larger than 4 MB. Choose a smaller one.');
  const head = sniffPicture(file);
  if (!head && isSvg(file))
    throw new PictureRefusedError(
      'SVG files can contain scripts, so they are not accepted. Save the picture as a PNG and choose that file.',
    );
  if (!head) throw new PictureRefusedError('This file is not a PNG, JPEG or WebP picture. Save the picture as one of these.');
  const { width, height } = head;
  if (Math.max(width, height) > pictureLimits.side)
    throw new PictureRefusedError(
      `This picture has ${width} × ${height} pixels. The limit is ${pictureLimits.side} per side. Choose a smaller one.`,
    );
  if (Math.min(width, height) < pictureLimits.smallest)
    throw new PictureRefusedError(`This picture has ${width} × ${height} pixels, which is too small. 640 × 640 works best.`);
  return head;
}
