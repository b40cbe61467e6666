import { PictureName, pictureUses } from '@perennial/domain/school';
import { z } from 'zod';

export const PictureUseParam = z.enum(pictureUses);
export const PictureNameParam = PictureName;

/** An uploaded picture. It is not shown until a setting refers to it. */
export const PictureView = z
  .object({
    name: PictureName,
    /** Its address for staff. */
    url: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'Picture' });
export type PictureView = z.output<typeof PictureView>;
