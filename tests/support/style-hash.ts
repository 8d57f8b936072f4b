import { createHash } from 'node:crypto';

/** By which a page's policy must know the style of the page: browsers hash every character between the tags. */
export function styleHashIn(html: string): string {
  const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}
