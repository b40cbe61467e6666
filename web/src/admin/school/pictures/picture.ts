import type { Schemas } from '@perennial/api-client';
import { type PictureUse, pictureLimits } from '@perennial/domain/school';
import { answer, api } from '../../../ui/api/client';

/** Uploads a picture. It is not shown until a form that refers to it is saved. */
export const addPicture = (use: PictureUse, file: File): Promise<Schemas['Picture']> =>
  answer(
    api.POST('/api/admin/pictures/{use}', {
      params: { path: { use } },
      headers: { 'content-type': 'application/octet-stream' },
      body: '',
      bodySerializer: () => file,
    }),
  );

/** Where staff see a picture. */
export const pictureAddress = (use: PictureUse, name: string): string => `/api/admin/pictures/${use}/${name}`;

/** Checks a chosen file before it is uploaded. */
export function problemOf(file: Pick<File, 'size' | 'type' | 'name'>): string | null {
  if (file.size > pictureLimits.bytes) {
    const megabytes = Math.ceil((file.size / 1024 / 1024) * 10) / 10;
    return `This file has ${megabytes} MB. Choose one with at most 4 MB.`;
  }
  if (file.type === 'image/svg+xml')
    return 'SVG files can contain scripts, so they are not accepted. Save the image as a PNG and choose that file.';
  return null;
}
