import { addDays, type CivilDate } from '../../src/domain/civil-date.js';
import type { RegionCode } from '../../src/domain/region.js';
import { classShares, conductFrom, EnterpriseConduct, type RiskClass } from './enterprise-conduct.js';
import { addEnterpriseRecords } from './enterprise-records.js';
import { creditCode } from './invented.js';
import type { OfficeOnFile } from './offices.js';
import { type Random, Shares } from './random.js';
import { recordedOn, type World } from './world.js';

interface Trade {
  /** GB/T 4754-2017. */
  readonly industryCode: string;
  readonly words: string;
  readonly form: 'COMPANY' | 'INDIVIDUAL_BUSINESS' | 'CO_OPERATIVE';
}

const forms = {
  COMPANY: { authority: '91', suffix: '有限公司' },
  PROPERTY_SERVICE: { authority: '91', suffix: '有限公司' },
  INDIVIDUAL_BUSINESS: { authority: '92', suffix: '' },
  CO_OPERATIVE: { authority: '93', suffix: '专业合作社' },
} as const;

const trades: readonly Trade[] = [
  { industryCode: '5211', words: '商行', form: 'INDIVIDUAL_BUSINESS' },
  { industryCode: '5212', words: '便利店', form: 'INDIVIDUAL_BUSINESS' },
  { industryCode: '6210', words: '饭店', form: 'INDIVIDUAL_BUSINESS' },
  { industryCode: '6220', words: '快餐店', form: 'INDIVIDUAL_BUSINESS' },
  { industryCode: '6130', words: '旅馆', form: 'INDIVIDUAL_BUSINESS' },
  { industryCode: '8040', words: '理发店', form: 'INDIVIDUAL_BUSINESS' },
  { industryCode: '8111', words: '汽车维修店', form: 'INDIVIDUAL_BUSINESS' },
  { industryCode: '4710', words: '建筑工程', form: 'COMPANY' },
  { industryCode: '7010', words: '房地产开发', form: 'COMPANY' },
  { industryCode: '7030', words: '房产中介', form: 'COMPANY' },
  { industryCode: '7040', words: '房屋租赁', form: 'COMPANY' },
  { industryCode: '3383', words: '水暖器材', form: 'COMPANY' },
  { industryCode: '2319', words: '印刷包装', form: 'COMPANY' },
  { industryCode: '5251', words: '药品零售', form: 'COMPANY' },
  { industryCode: '5431', words: '货运', form: 'COMPANY' },
  { industryCode: '0121', words: '蔬菜种植', form: 'CO_OPERATIVE' },
];
const propertyService = { industryCode: '7020', words: '物业服务', form: 'PROPERTY_SERVICE' } as const;
const constructionIndustry = '4710';

/** Half of a county's enterprises are in its first town, the seat of the county. */
const shareOfSeat = 0.5;
const shareOfDeregistered = 0.02;
const shareOfRevoked = 0.08;
const daysSinceOldest = 6_000;
const daysOnFile: Readonly<Record<RiskClass, number>> = { A: 130, B: 400, C: 400, D: 400 };
const fenPerTenThousandYuan = 1_000_000;

export interface Village {
  readonly code: RegionCode;
  readonly name: string;
}

export interface CountyOnMap {
  readonly code: RegionCode;
  readonly name: string;
  readonly villages: readonly Village[];
}

/** The enterprises of the district with their registered facts, records and list entries. */
export class Enterprises {
  /** Ids of all enterprises, in the order in which they were made. */
  readonly ids: string[] = [];
  /** Ids of those that property services are graded among. */
  readonly propertyServiceIds: string[] = [];
  readonly #world: World;
  readonly #random: Random;
  readonly #market: OfficeOnFile;
  readonly #conduct: EnterpriseConduct;
  readonly #classes: Shares<RiskClass>;

  constructor(world: World, market: OfficeOnFile, permitsPerEnterprise: number) {
    this.#world = world;
    this.#random = world.random.fork('enterprises');
    this.#market = market;
    this.#conduct = new EnterpriseConduct(world, permitsPerEnterprise);
    this.#classes = new Shares(classShares, this.#random);
  }

  /** `number` counts the enterprises of the county from 1. */
  add(county: CountyOnMap, number: number, isPropertyService: boolean): void {
    const { ids, rows, begin, today } = this.#world;
    const wanted = this.#classes.next();
    const trade = isPropertyService ? propertyService : this.#random.pick(trades);
    const registeredOn = addDays(today, -this.#random.between(daysOnFile[wanted], daysSinceOldest));
    const id = ids.next();
    const village = this.#villageOf(county);
    const { authority, suffix } = forms[trade.form];
    const isIndividual = trade.form === 'INDIVIDUAL_BUSINESS';
    rows.add('subject', {
      id,
      kind: 'ENTERPRISE',
      creditCode: creditCode(authority, county.code, number),
      name: `${county.name}示例${String(number).padStart(5, '0')}${trade.words}${suffix}`,
      regionCode: village.code,
      status: this.#statusOf(wanted),
      openedOn: registeredOn,
      recordedAt: recordedOn(registeredOn),
    });
    rows.add('enterprise', {
      id,
      category: trade.form,
      industryCode: trade.industryCode,
      address: `${county.name}${village.name}示例路${this.#random.between(1, 300)}号`,
      registeredOn,
      registeredCapitalFen: isIndividual
        ? null
        : this.#random.pick([10, 50, 100, 500, 1000]) * fenPerTenThousandYuan,
    });
    this.#addRecords(id, {
      registeredOn,
      wanted,
      begin,
      isBuilder: trade.industryCode === constructionIndustry,
    });
    this.ids.push(id);
    if (isPropertyService) this.propertyServiceIds.push(id);
  }

  #addRecords(
    id: string,
    facts: { registeredOn: CivilDate; wanted: RiskClass; begin: CivilDate; isBuilder: boolean },
  ): void {
    const conduct = this.#conduct.tell(facts.wanted, conductFrom(facts.registeredOn, facts.begin));
    addEnterpriseRecords(this.#world, this.#random, {
      subjectId: id,
      office: this.#market,
      conduct,
      ...facts,
    });
  }

  #villageOf(county: CountyOnMap): Village {
    const seat = county.villages.slice(0, Math.ceil(county.villages.length / 8));
    return this.#random.pick(this.#random.chance(shareOfSeat) ? seat : county.villages);
  }

  /** A revoked licence is a mark of bad conduct, being deregistered is none. */
  #statusOf(wanted: RiskClass): string {
    if (wanted === 'D' && this.#random.chance(shareOfRevoked)) return 'REVOKED';
    return this.#random.chance(shareOfDeregistered) ? 'DEREGISTERED' : 'ACTIVE';
  }
}
