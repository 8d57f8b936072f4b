import type pg from 'pg';
import type { CivilDate } from '../../src/domain/civil-date.js';
import type { RegionCode } from '../../src/domain/region.js';
import type { Standard, SubjectKind } from '../../src/domain/standard.js';
import type { HouseholdOnFile } from './households.js';
import { sceneOf } from './scenes.js';

export interface Participant {
  readonly id: string;
  readonly kind: SubjectKind;
  /** Whose records count for it besides its own. */
  readonly memberIds: readonly string[];
}

type Role = Exclude<SubjectKind, 'PERSON' | 'HOUSEHOLD'> | 'OWNER' | 'MANAGER';

interface Candidate {
  readonly id: string;
  readonly role: Role;
  /** Null for everybody but enterprises. */
  readonly trade: string | null;
}

const propertyServices = '7020';

/**
 * Active files of the county `$1` that were there on the day `$2`. Enterprises of property services (`$3`) have a scenario of
 * their own.
 */
const readCandidates = `
  select s.id, s.kind as role, case s.kind when 'ENTERPRISE' then e.industry_code end as trade
  from subject s left join enterprise e on e.id = s.id
  where s.kind in ('ENTERPRISE', 'LAW_FIRM', 'LAWYER', 'RENTAL_HOUSE') and s.status = 'ACTIVE'
    and s.region_code ^@ $1 and s.opened_on <= $2::date and e.industry_code is distinct from $3
  union all
  select s.id, p.role, null
  from (select owner_id as id, 'OWNER' as role from rental_house
        union select manager_id, 'MANAGER' from rental_house) p
  join subject s on s.id = p.id
  where s.region_code ^@ $1
  order by id`;

/** Who takes part in the scenarios of a county: files that are there, and villagers with their households. */
export class Participants {
  readonly #candidates: readonly Candidate[];
  readonly #households: readonly HouseholdOnFile[];
  readonly #taken = new Set<string>();

  private constructor(candidates: readonly Candidate[], households: readonly HouseholdOnFile[]) {
    this.#candidates = candidates;
    this.#households = households;
  }

  static async find(
    client: pg.ClientBase,
    { county, since }: { county: RegionCode; since: CivilDate },
    households: readonly HouseholdOnFile[],
  ): Promise<Participants> {
    const { rows } = await client.query<Candidate>(readCandidates, [county, since, propertyServices]);
    return new Participants(rows, households);
  }

  /** At most `count` subjects of each kind that the standard is about. Who is no villager takes part in one sector only. */
  of({ sector, subjectKinds }: Standard, count: number): Participant[] {
    const { trades, persons } = sceneOf(sector);
    return subjectKinds.flatMap((kind): Participant[] => {
      if (kind === 'HOUSEHOLD')
        return spread(this.#households, count).map((household) => ({ kind, ...household }));
      if (kind === 'PERSON' && persons === undefined) return this.#villagers(count);
      const role = kind === 'PERSON' ? persons : kind;
      const fitting = this.#candidates.filter(
        (candidate) =>
          candidate.role === role &&
          !this.#taken.has(candidate.id) &&
          (trades === undefined || candidate.trade === null || trades.includes(candidate.trade)),
      );
      const found = spread(fitting, count);
      for (const { id } of found) this.#taken.add(id);
      return found.map(({ id }) => ({ id, kind, memberIds: [] }));
    });
  }

  #villagers(count: number): Participant[] {
    const villagers = this.#households.flatMap(({ memberIds }) => memberIds);
    return spread(villagers, count).map((id) => ({ id, kind: 'PERSON', memberIds: [] }));
  }
}

/** So many of them, in even steps over the whole list. */
function spread<Choice>(choices: readonly Choice[], count: number): Choice[] {
  const picked = Math.min(count, choices.length);
  return choices.filter(
    (_, at) =>
      Math.floor((at * picked) / choices.length) !== Math.floor(((at + 1) * picked) / choices.length),
  );
}
