import { z } from 'zod';

/** A tag's name. */
export const tagSchema = z.string().trim().min(1, { error: 'Choose a tag.' }).max(80, { error: 'Use at most 80 characters.' });
