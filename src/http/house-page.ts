import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/refusal.js';
import type { Context, Locale } from '../usecases/context.js';
import { type HouseCodePage, readHouseCode } from '../usecases/rental-house/read-house-code.js';
import { wantsJson } from './headers.js';
import { type Html, markup } from './markup.js';
import { framePages, type PageFrame } from './page.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:32rem;padding:0 1rem}
h1{font-size:1.4rem;margin-bottom:0}small{color:#555}`;

/**
 * `GET /h/{code}`: what the code on a door plate leads to, for everybody who scans it: a page, or JSON for whoever asks for that
 * by `Accept`. A code that no house has is answered like one that could never be.
 */
export function registerHousePage(app: FastifyInstance, contextOf: ContextOf): void {
  const frame = framePages(STYLE);
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
      .headers(await frame.headers)
      .code(house === null ? 404 : 200)
      .type('text/html; charset=utf-8')
      .send(house === null ? frame.documentOf('404', NOT_FOUND) : pageOf(frame, house));
  });
}

function factsOf({ address, stationName, tier }: HouseCodePage, locale: Locale) {
  if (tier === null) return { address, stationName };
  const { labelZh, labelEn, colour } = tier;
  return { address, stationName, tier: { label: locale === 'en' ? labelEn : labelZh, colour } };
}

function pageOf(frame: PageFrame, { address, stationName, tier }: HouseCodePage): string {
  return frame.documentOf(
    address,
    markup`<h1>${address}</h1>
<small>Rental house · 出租屋</small>
<p>管辖单位：${stationName}<br><small>In charge: ${stationName}</small></p>
${tier === null ? null : tierOf(tier)}<p>本二维码用于确认房屋标准地址，供检查登记和反映隐患使用。<br>
<small>This code confirms the standard address of the house, for inspections and for reporting hazards.</small></p>
<p>发现消防、用电、燃气等隐患，请向${stationName}反映；情况紧急请拨打 119 或 110。<br>
<small>Report hazards such as fire, electricity or gas to ${stationName}; in an emergency call 119 or 110.</small></p>`,
  );
}

/** The colour is an attribute of a picture and not a style, which the policy of the page would refuse. */
function tierOf({ labelZh, labelEn, colour }: NonNullable<HouseCodePage['tier']>): Html {
  return markup`<p><svg width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="8" fill="${colour}"/></svg>
等级：${labelZh}<br><small>Tier: ${labelEn}</small></p>
`;
}

const NOT_FOUND = markup`<h1>未找到</h1>
<small>Not found</small>`;
