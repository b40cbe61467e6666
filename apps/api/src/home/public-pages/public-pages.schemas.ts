import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

/** Address of a page within a portal. */
export const PagePath = z.object({ path: z.string().max(500).startsWith('/') });

/** What a page says to those who run no scripts: crawlers, and programs that show a preview of a link. */
export const PublicPageResponse = z
  .object({
    title: z.string(),
    description: z.string(),
    /** The page's one address; null where the page is not for search engines. */
    url: z.url().nullable(),
    imageUrl: z.url().nullable(),
    siteName: z.string(),
    heading: z.string(),
    paragraphs: z.array(z.string()),
    links: z.array(z.object({ title: z.string(), url: z.url() })),
  })
  .meta({ id: 'PublicPage' });
export type PublicPage = z.infer<typeof PublicPageResponse>;

/** Pages that a school wants found. */
export const PublicPagesResponse = z.array(z.object({ url: z.url(), changedAt: Instant })).meta({ id: 'PublicPages' });
export type PublicPages = z.infer<typeof PublicPagesResponse>;
