import { createHash } from 'node:crypto';
import { securityHeaders } from './headers.js';
import { type Html, markup } from './markup.js';

/** What pages of one look have in common. */
export interface PageFrame {
  /** Nothing but the style of the page may be loaded, and nothing may run. */
  readonly headers: Promise<Readonly<Record<string, string>>>;
  documentOf(title: string, body: Html): string;
}

/** Pages with a style of their own and no script; with `hasForm` they may send a form to this service, and nowhere else. */
export function framePages(style: string, { hasForm = false } = {}): PageFrame {
  const hash = createHash('sha256').update(style).digest('base64');
  // Whole, because the hash covers every blank between the tags.
  const styleTag: Html = { html: `<style>${style}</style>` };
  return {
    headers: securityHeaders({
      'default-src': ["'none'"],
      'style-src': [`'sha256-${hash}'`],
      'base-uri': ["'none'"],
      'form-action': [hasForm ? "'self'" : "'none'"],
      'frame-ancestors': ["'none'"],
    }),
    documentOf: (title, body) =>
      markup`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>${styleTag}</head>
<body>
${body}
</body></html>
`.html,
  };
}
