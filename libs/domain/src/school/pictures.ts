import { z } from 'zod';

/** What a school's pictures are for. A logo is public; a signature is printed on certificates and shown to staff alone. */
export const pictureUses = ['logo', 'signature'] as const;
export type PictureUse = (typeof pictureUses)[number];

/** A stored picture's name: the hash of its bytes, so that a name never shows another picture. */
export const PictureName = z.string().regex(/^[0-9a-f]{64}\.(png|jpg)$/, 'is not a picture of this school');

/** Limits of a picture file. */
export const pictureLimits = { bytes: 4 * 1024 * 1024, side: 6000, smallest: 16 } as const;

/** The public address of a school's logo, on the school's own portal. */
export const logoPath = (name: string): string => `/api/portal/logo/${name}`;
