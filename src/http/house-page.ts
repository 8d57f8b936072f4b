import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/refusal.js';
import type { Context, Locale } from '../usecases/context.js';
import { type HouseCodePage, readHouseCode } from '../usecases/rental-house/read-house-code.js';
import { preferencesOf, remembered, securityHeaders } from './headers.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:32rem;padding:0 1rem}
h1{font-size:1.4rem;margin-bottom:0}small{color:#555}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * `GET /h/{code}`: what the code on a door plate leads to, for everybody who scans it: a page, or JSON for whoever asks for that
 * by `Accept`. A code that no house has is answered like one that could never be.
 */
export function registerHousePage(app: FastifyInstance, contextOf: ContextOf): void {
  const policy = securityHeaders({
    'default-src': ["'none'"],
    'style-src': [`'sha256-${STYLE_HASH}'`],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
  app.get<{ Params: { code: string } }>('/h/:code', async (request, reply) => {
    const context = await contextOf(request);
    const { code } = request.params;
    const house = UUID.test(code) ? await readHouseCode(context, code) : null;
    reply.header('vary', 'accept').header('x-robots-tag', 'noindex');
    if (wantsJson(request.raw.headers.accept ?? '')) {
      if (house === null) throw new DomainError('NOT_FOUND');
      return factsOf(house, context.locale);
    }
    return reply
      .headers(await policy)
      .code(house === null ? 404 : 200)
      .type('text/html; charset=utf-8')
      .send(house === null ? UNKNOWN : pageOf(house));
  });
}

const wantsJson = remembered((accept: string) => {
  const asked = preferencesOf(accept).find(
    ({ value, weight }) => weight > 0 && ['application/json', 'text/html', '*/*'].includes(value),
  );
  return asked?.value === 'application/json';
});

function factsOf({ address, stationName, tier }: HouseCodePage, locale: Locale) {
  if (tier === null) return { address, stationName };
  const { labelZh, labelEn, colour } = tier;
  return { address, stationName, tier: { label: locale === 'en' ? labelEn : labelZh, colour } };
}

function pageOf({ address, stationName, tier }: HouseCodePage): string {
  const station = escaped(stationName);
  const shown = tier === null ? '' : tierOf(tier);
  return documentOf(
    escaped(address),
    `<h1>${escaped(address)}</h1>
<small>Rental house · 出租屋</small>
<p>管辖单位：${station}<br><small>In charge: ${station}</small></p>
${shown}<p>本二维码用于确认房屋标准地址，供检查登记和反映隐患使用。<br>
<small>This code confirms the standard address of the house, for inspections and for reporting hazards.</small></p>
<p>发现消防、用电、燃气等隐患，请向${station}反映；情况紧急请拨打 119 或 110。<br>
<small>Report hazards such as fire, electricity or gas to ${station}; in an emergency call 119 or 110.</small></p>`,
  );
}

/** The colour is an attribute of a picture and not a style, which the policy of the page would refuse. */
function tierOf({ labelZh, labelEn, colour }: NonNullable<HouseCodePage['tier']>): string {
  return `<p><svg width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="8" fill="${escaped(colour)}"/></svg>
等级：${escaped(labelZh)}<br><small>Tier: ${escaped(labelEn)}</small></p>
`;
}

const UNKNOWN = documentOf('404', '<h1>未找到</h1>\n<small>Not found</small>');

function documentOf(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style></head>
<body>
${body}
</body></html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
