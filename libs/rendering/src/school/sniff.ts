/** Format and size of a picture, read from its bytes. */
export interface PictureHead {
  readonly format: 'png' | 'jpeg' | 'webp';
  readonly width: number;
  readonly height: number;
}

/** Reads format and size from the first bytes; null for anything else. The name and the declared type are not trusted. */
export function sniffPicture(bytes: Uint8Array): PictureHead | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return pngHead(file) ?? jpegHead(file) ?? webpHead(file);
  } catch {
    // The file ends inside its header.
    return null;
  }
}

/** Whether a file is an SVG, which may contain scripts. */
export function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096));
  return /^\s*</.test(start) && /<svg[\s>]/i.test(start);
}

function pngHead(file: Buffer): PictureHead | null {
  if (file.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n' || file.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { format: 'png', width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

function jpegHead(file: Buffer): PictureHead | null {
  if (file.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; ; ) {
    if (file.readUInt8(at) !== 0xff) return null;
    const marker = file.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Every kind of frame has the size; C4, C8 and CC in the same range are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { format: 'jpeg', width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
    at += 2 + file.readUInt16BE(at + 2);
  }
}

function webpHead(file: Buffer): PictureHead | null {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') return null;
  const size = (width: number, height: number): PictureHead => ({ format: 'webp', width, height });
  switch (file.toString('latin1', 12, 16)) {
    case 'VP8X':
      return size(file.readUIntLE(24, 3) + 1, file.readUIntLE(27, 3) + 1);
    case 'VP8L': {
      const packed = file.readUInt32LE(21);
      return size((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1);
    }
    case 'VP8 ':
      return size(file.readUInt16LE(26) & 0x3fff, file.readUInt16LE(28) & 0x3fff);
    default:
      return null;
  }
}
