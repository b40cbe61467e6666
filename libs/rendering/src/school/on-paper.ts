import { sniffPicture } from './sniff.js';

/**
 * A picture as white paper shows it, without anything to shine through. A PDF takes such a one as it is; pixels that shine
 * through are taken apart beside the drawing, and when that ends decides about the order of the file's parts.
 */
export async function onPaper(picture: Uint8Array): Promise<Uint8Array> {
  if (sniffPicture(picture)?.format === 'jpeg') return picture;
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(Buffer.from(picture));
  const canvas = createCanvas(image.width, image.height);
  const brush = canvas.getContext('2d');
  brush.fillStyle = '#ffffff';
  brush.fillRect(0, 0, image.width, image.height);
  brush.drawImage(image, 0, 0);
  return canvas.encode('jpeg', 95);
}
