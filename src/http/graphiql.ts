import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Example } from './examples.js';
import { DEMO_BAR, DEMO_SCRIPT } from './graphiql-sign-in.js';
import { securityHeaders } from './headers.js';

export interface PageSettings {
  readonly title: string;
  readonly examples: readonly Example[];
  /** Shows a box to sign in as each demo officer. */
  readonly demoMode: boolean;
}

interface Page {
  readonly zipped: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type ShowPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const compress = promisify(gzip);

/**
 * GraphiQL, whole in one page of about nine megabytes that loads nothing more: offices have no internet. It is put together
 * and compressed when somebody first opens it, and kept compressed.
 */
export function graphiqlPage(settings: PageSettings): ShowPage {
  let page: Promise<Page> | undefined;
  return async (request, reply) => {
    const { zipped, etag, headers } = await (page ??= makePage(settings));
    reply
      .headers(headers)
      .header('etag', etag)
      .header('cache-control', 'private, no-cache')
      .header('vary', 'accept');
    if (request.raw.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('text/html; charset=utf-8').header('content-encoding', 'gzip').send(zipped);
  };
}

async function makePage(settings: PageSettings): Promise<Page> {
  const html = await render(settings);
  const zipped = await compress(html, { level: constants.Z_BEST_SPEED + 4 });
  const etag = `"${createHash('sha256').update(zipped).digest('base64url').slice(0, 27)}"`;
  const headers = await securityHeaders({
    'default-src': ["'none'"],
    // The page's own scripts are named by their hashes, so no other script runs in it.
    'script-src': scriptsIn(html).map(
      (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    ),
    'worker-src': ['blob:'],
    // The editor sets styles of elements as it goes.
    'style-src': ["'unsafe-inline'"],
    'img-src': ['data:'],
    'font-src': ['data:'],
    'connect-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
  return { zipped, etag, headers };
}

async function render({ title, examples, demoMode }: PageSettings): Promise<string> {
  // Nine megabytes of text that a server without visitors need not load.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title,
    endpoint: '/graphql',
    defaultTabs: [...examples],
    // Of the first tab GraphiQL takes the query only.
    ...firstOf(examples),
    // Tokens must not stay in the browser of a shared desk.
    shouldPersistHeaders: false,
  }).trim();
  return demoMode
    ? html.replace(
        '<div id="root"></div>',
        () => DEMO_BAR + `<script>${DEMO_SCRIPT}</script><div id="root"></div>`,
      )
    : html;
}

function firstOf([first]: readonly Example[]): Pick<Example, 'variables' | 'headers'> {
  const { variables, headers } = first ?? {};
  return { ...(variables === undefined ? {} : { variables }), ...(headers === undefined ? {} : { headers }) };
}

/** The texts of all inline scripts. The editor's own text mentions `<script`, but never closes one. */
function scriptsIn(html: string): string[] {
  const body = html.slice(html.indexOf('<body'));
  return [...body.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => script);
}
