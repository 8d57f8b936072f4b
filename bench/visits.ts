import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type Ask, graphql, type Workplace } from './case.js';

/** A phone asks for no more than it shows: what was wrong, when to come again, and what to put on the sheet for the owner. */
const MUTATION = `mutation ($input: RecordInspectionInput!) {
  recordInspection(input: $input) { userErrors { code message } nextDueOn hazards { id } }
}`;
const FINDINGS = [
  { itemCode: 'ELECTRIC_BIKE_CHARGING', description: '样例：一楼楼梯间有电动自行车充电' },
  { itemCode: 'FIRE_EQUIPMENT', description: '样例：二楼灭火器过期' },
  { itemCode: 'WIRING', description: '样例：三楼走道电线老化' },
];
const CHECKED_ITEMS = [
  'FIRE_DOOR',
  'FIRE_EQUIPMENT',
  'EVACUATION_ROUTE',
  'ELECTRIC_BIKE_CHARGING',
  'WIRING',
  'GAS',
];

interface Officer {
  readonly id: string;
  readonly token: string;
}

interface House {
  readonly id: string;
  readonly version: number;
}

/** Visits with three findings to houses of Zhongshan station, each house once, by its twelve officers in turn. */
export class Visits {
  readonly #officers: readonly Officer[];
  readonly #houses: readonly House[];
  readonly #today: string;
  #visited = 0;

  private constructor(officers: readonly Officer[], houses: readonly House[], today: string) {
    this.#officers = officers;
    this.#houses = houses;
    this.#today = today;
  }

  static async of(owner: pg.Client, { today, tokenOf }: Workplace): Promise<Visits> {
    const { rows: found } = await owner.query<{ id: string; login: string }>(
      `select o.id, o.login from officer o join office f on f.id = o.office_id
       where f.code = 'ZHONGSHAN-STATION' and o.roles = '{STATION_OFFICER}' and o.active order by o.login`,
    );
    const officers = [];
    for (const { id, login } of found) officers.push({ id, token: await tokenOf(login) });
    const { rows: houses } = await owner.query<House>(
      `select h.id, h.version from rental_house h join office f on f.id = h.station_id
       where f.code = 'ZHONGSHAN-STATION'
         and not exists (select from inspection i where i.house_id = h.id and i.inspected_on = $1)
         -- What is open already would be seen again, and no new hazard.
         and not exists (select from hazard z where z.house_id = h.id and z.state = 'OPEN')
       order by md5(h.id::text)`,
      [today],
    );
    return new Visits(officers, houses, today);
  }

  /** The next houses, without going there. */
  next(count: number): readonly House[] {
    const houses = this.#houses.slice(this.#visited, this.#visited + count);
    if (houses.length < count) throw new Error('All houses have been visited.');
    return houses;
  }

  /** The first of the next houses have been visited. */
  made(count: number): void {
    this.#visited += count;
  }

  asks(count: number): Ask[] {
    return this.next(count).map((house, at) => {
      const officer = this.#officers[at % this.#officers.length];
      const second = this.#officers[(at + 1) % this.#officers.length];
      const input = {
        idempotencyKey: randomUUID(),
        id: `ins_${uuidv7()}`,
        houseId: `rh_${house.id}`,
        baseVersion: house.version,
        inspectedOn: this.#today,
        secondOfficerId: `off_${second?.id}`,
        checkedItems: CHECKED_ITEMS,
        findings: FINDINGS,
        note: '样例走访记录',
      };
      return graphql(MUTATION, { input }, { authorization: `Bearer ${officer?.token}` });
    });
  }
}
