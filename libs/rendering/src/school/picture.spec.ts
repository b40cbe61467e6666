import { describe, expect, it } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { PictureRefusedError, storablePicture } from './picture.js';
import { sniffPicture } from './sniff.js';

function drawn(width: number, height: number) {
  const canvas = createCanvas(width, height);
  const brush = canvas.getContext('2d');
  brush.fillStyle = '#a4532c';
  brush.fillRect(width / 4, height / 4, width / 2, height / 2);
  return canvas;
}
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a picture', () => {
  it.each([
    ['png', 'image/png'],
    ['webp', 'image/png'],
    ['jpeg', 'image/jpeg'],
  ] as const)('from %s is stored as %s, no longer than 640 pixels', async (format, contentType) => {
    const canvas = drawn(1200, 600);
    const file = format === 'png' ? await canvas.encode('png') : await canvas.encode(format, 90);
    expect(sniffPicture(file)).toEqual({ format, width: 1200, height: 600 });
    const stored = await storablePicture(file);
    expect(stored).toMatchObject({ contentType, width: 640, height: 320 });
    expect(stored.name).toMatch(/^[0-9a-f]{64}\.(png|jpg)$/);
    expect((await storablePicture(file)).name).toBe(stored.name);
  });

  it('that is small stays as large as it is, and keeps what shows through', async () => {
    const stored = await storablePicture(await drawn(40, 30).encode('png'));
    expect(stored).toMatchObject({ width: 40, height: 30 });
    expect(sniffPicture(stored.bytes)).toEqual({ format: 'png', width: 40, height: 30 });
  });

  it('leaves behind what else its file held', async () => {
    const polyglot = Buffer.concat([await drawn(64, 64).encode('png'), Buffer.from('<script>alert(1)</script>PK\x03\x04')]);
    const stored = await storablePicture(polyglot);
    expect(text(stored.bytes)).not.toContain('script');
    expect(text(stored.bytes)).not.toContain('PK\x03\x04');
  });

  it('that a camera turned stands upright', async () => {
    const jpeg = await drawn(80, 40).encode('jpeg', 90);
    const turned = Buffer.from('ffe1002245786966000049492a000800000001001201030001000000060000000000000000', 'hex');
    turned.writeUInt16BE(turned.length - 2, 2);
    const stored = await storablePicture(Buffer.concat([jpeg.subarray(0, 2), turned, jpeg.subarray(2)]));
    expect(stored).toMatchObject({ width: 40, height: 80 });
    expect(text(stored.bytes)).not.toContain('Exif');
  });
});

describe('a file that is not an accepted picture', () => {
  const huge = async () => {
    const file = await drawn(64, 64).encode('png');
    file.writeUInt32BE(60_000, 16);
    file.writeUInt32BE(60_000, 20);
    return file;
  };
  it.each([
    ['nothing', async () => Buffer.alloc(0), /empty/],
    [
      'a page that says it is a picture',
      async () => Buffer.from('<html><script>alert(1)</script></html>'),
      /not a PNG, JPEG or WebP/,
    ],
    ['a GIF', async () => Buffer.from('GIF89a\x10\x00\x10\x00'), /not a PNG, JPEG or WebP/],
    [
      'an SVG',
      async () => Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      /SVG files can contain scripts/,
    ],
    ['few bytes that claim a sky of pixels', huge, /60000 × 60000 pixels/],
    ['a head without a body', async () => (await drawn(64, 64).encode('png')).subarray(0, 40), /damaged/],
    ['a JPEG that ends in its head', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /not a PNG, JPEG or WebP/],
    ['a dot', async () => drawn(2, 2).encode('png'), /too small/],
    ['a file of 5 MB', async () => Buffer.concat([await drawn(64, 64).encode('png'), Buffer.alloc(5e6)]), /larger than 4 MB/],
  ])('%s is refused with a message', async (_, file, words) => {
    const refused = await storablePicture(await file()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PictureRefusedError);
    expect(String(refused)).toMatch(words);
  });
});
