import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** Address of a page within a portal. */
export const PagePath = z.object({ path: z.string().max(500).startsWith('/') });
export type PagePath = z.output<typeof PagePath>;

/** Content of a page for clients without scripts: crawlers and link previews. */
export const PublicPage = z
  .object({
    title: z.string(),
    description: z.string(),
    /** The canonical address; null if search engines must not index the page. */
    url: z.url().nullable(),
    imageUrl: z.url().nullable(),
    siteName: z.string(),
    heading: z.string(),
    paragraphs: z.array(z.string()),
    links: z.array(z.object({ title: z.string(), url: z.url() })),
  })
  .meta({ id: 'PublicPage' });
export type PublicPage = z.output<typeof PublicPage>;

/** Pages that search engines may index. */
export const PublicPages = z.array(z.object({ url: z.url(), changedAt: Instant })).meta({ id: 'PublicPages' });
export type PublicPages = z.output<typeof PublicPages>;
