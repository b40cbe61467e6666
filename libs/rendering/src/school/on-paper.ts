import { sniffPicture } from './sniff.js';

/**
 * A picture on a white background, without transparency. pdfkit processes transparent pixels asynchronously, which would make
 * the order of the PDF's parts depend on timing.
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
