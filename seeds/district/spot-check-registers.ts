import type pg from 'pg';
import { addDays, type CivilDate, monthOf, yearOf } from '../../src/domain/civil-date.js';
import type { MarketOffice } from './offices.js';
import type { Random } from './random.js';
import { heshan } from './size.js';
import { laterOf, recordedOn, type World } from './world.js';

/** How many enterprises answer for a product, a project or an advertisement of their own. */
const objectCount = 30;
/** One object in ten has left the register: a draw must leave it out. */
const retiredEvery = 10;
const conflictCount = 6;
const listedCount = 12;

const kinds = [
  { kind: 'PRODUCT', prefix: 'CP', word: '示例产品' },
  { kind: 'CONDUCT', prefix: 'GG', word: '示例广告' },
  { kind: 'PROJECT', prefix: 'XM', word: '示例电梯安装项目' },
] as const;

const reasons = ['配偶在该企业任职', '曾在该企业任职未满三年', '持有该企业股份'];

interface Responsible {
  readonly id: string;
  readonly creditCode: string;
  readonly regionCode: string;
  readonly industryCode: string;
  readonly openedOn: CivilDate;
}

/**
 * What random inspections rest on besides the list: objects that enterprises answer for, conflicts of interest of inspectors, and
 * the plan of the year with its tasks. Comes once the enterprises are there.
 */
export async function addSpotCheckRegisters(
  world: World,
  client: pg.ClientBase,
  market: MarketOffice,
): Promise<void> {
  const random = world.random.fork('spot check registers');
  const { rows } = await client.query<Responsible>(
    `select s.id, s.credit_code as "creditCode", s.region_code as "regionCode", e.industry_code as "industryCode",
       s.opened_on as "openedOn"
     from subject s join enterprise e on e.id = s.id
     where s.kind = 'ENTERPRISE' and s.status = 'ACTIVE' and s.region_code ^@ $1 order by s.credit_code limit 200`,
    [heshan],
  );
  if (rows.length === 0) return;
  addObjects(world, random, market, rows);
  addConflicts(world, random, market, rows);
  addPlans(world, market, rows);
}

function addObjects(
  world: World,
  random: Random,
  market: MarketOffice,
  enterprises: readonly Responsible[],
): void {
  const { ids, rows, begin, lastDay } = world;
  for (let number = 1; number <= objectCount; number++) {
    const { id: subjectId, regionCode, openedOn } = random.pick(enterprises);
    const { kind, prefix, word } = kinds[number % kinds.length] ?? kinds[0];
    const isRetired = number % retiredEvery === 0;
    rows.add('inspection_object', {
      id: ids.next(),
      publicId: `SL-${prefix}-${String(number).padStart(4, '0')}`,
      kind,
      name: `${word}${number}`,
      ...{ subjectId, regionCode, officeId: market.id },
      active: !isRetired,
      registeredBy: market.officerIds[0] ?? '',
      registeredOn: laterOf(openedOn, begin),
      retiredOn: isRetired ? lastDay : null,
      retiredReason: isRetired ? '已停止生产或者已完工' : null,
    });
  }
}

function addConflicts(
  world: World,
  random: Random,
  market: MarketOffice,
  enterprises: readonly Responsible[],
): void {
  const { ids, rows, today, lastDay } = world;
  for (let number = 0; number < conflictCount; number++) {
    const declaredOn = addDays(today, -random.between(30, 300));
    rows.add('inspector_conflict', {
      id: ids.next(),
      inspectorId: market.inspectorIds[number] ?? '',
      subjectId: random.pick(enterprises).id,
      reason: random.pick(reasons),
      declaredOn,
      endsOn: number % 3 === 2 ? lastDay : null,
      declaredBy: market.officerIds[number % market.officerIds.length] ?? '',
      recordedAt: recordedOn(declaredOn),
    });
  }
}

/** Approved for this year, with a task of each kind; begun for the next. */
function addPlans(world: World, market: MarketOffice, enterprises: readonly Responsible[]): void {
  const { ids, rows, today } = world;
  const [drafter = '', approver = ''] = market.officerIds;
  const year = yearOf(today);
  const planId = ids.next();
  const draftedOn = `${year}-01-05`;
  rows.add('spot_check_plan', {
    id: planId,
    ...{ year, officeId: market.id, title: `${year}年度双随机抽查计划（示例）` },
    ...{ state: 'APPROVED', draftedBy: drafter, draftedAt: recordedOn(draftedOn) },
    ...{ approvedBy: approver, publishedOn: `${year}-01-12` },
  });
  const nextId = ids.next();
  rows.add('spot_check_plan', {
    id: nextId,
    ...{ year: year + 1, officeId: market.id, title: `${year + 1}年度双随机抽查计划（示例草案）` },
    ...{ state: 'DRAFT', draftedBy: drafter, draftedAt: recordedOn(draftedOn) },
    ...{ approvedBy: null, publishedOn: null },
  });
  const task = taskMaker(world, market, drafter);
  task(planId, {
    title: '登记事项与公示信息抽查',
    itemCodes: ['ANNUAL_REPORT', 'LICENCE_USE', 'REGISTERED_ADDRESS'],
  });
  task(planId, {
    title: '餐饮单位综合查一次',
    itemCodes: ['FOOD_SERVICE', 'PRICE_MARKING'],
    industryCodes: ['62'],
  });
  task(planId, {
    title: '两年未检查的餐饮单位',
    ...{ itemCodes: ['FOOD_SERVICE'], industryCodes: ['62'], overdueLimitCode: 'FOOD_AT_LEAST_CATERING' },
  });
  task(planId, { title: '高风险企业定向抽查', itemCodes: ['PUBLISHED_FACTS'], classCodes: ['C', 'D'] });
  task(planId, { title: '产品质量监督抽查', itemCodes: ['PRODUCT_QUALITY'], objectKind: 'PRODUCT' });
  const listed = task(nextId, { title: '药品零售企业定向抽查', itemCodes: ['DRUG_RETAIL'], isListed: true });
  const pharmacies = enterprises.filter(({ industryCode }) => industryCode.startsWith('525'));
  for (const { creditCode } of (pharmacies.length === 0 ? enterprises : pharmacies).slice(0, listedCount))
    rows.add('spot_check_target', { taskId: listed, publicId: creditCode });
}

interface TaskWords {
  readonly title: string;
  readonly itemCodes: readonly string[];
  readonly objectKind?: string;
  readonly industryCodes?: readonly string[];
  readonly classCodes?: readonly string[];
  readonly overdueLimitCode?: string;
  readonly isListed?: boolean;
}

function taskMaker({ ids, rows, today }: World, market: MarketOffice, addedBy: string) {
  return (planId: string, words: TaskWords): string => {
    const { title, itemCodes, objectKind = 'ENTERPRISE', industryCodes = null } = words;
    const { classCodes = null, overdueLimitCode = null, isListed = false } = words;
    const id = ids.next();
    const isTargeted = isListed || classCodes !== null || overdueLimitCode !== null;
    rows.add('spot_check_task', {
      ...{ id, planId, title, objectKind, itemCodes, industryCodes, classCodes, overdueLimitCode, isListed },
      kind: isTargeted ? 'TARGETED' : 'UNTARGETED',
      officeIds: [market.id],
      months: [...new Set([monthOf(today), 12])].map(String),
      plannedNumber: 50,
      regionCode: heshan,
      addedBy,
    });
    return id;
  };
}
