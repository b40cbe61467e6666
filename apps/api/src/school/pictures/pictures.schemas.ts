import { pictureName, pictureUses } from '@perennial/domain/school';
import { z } from 'zod';

export const PictureUseParam = z.enum(pictureUses);
export const PictureNameParam = pictureName;

/** A picture that was taken in. It shows nowhere before something names it. */
export const PictureResponse = z
  .object({
    name: pictureName,
    /** Where staff see it. */
    url: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'Picture' });
export type PictureView = z.output<typeof PictureResponse>;
