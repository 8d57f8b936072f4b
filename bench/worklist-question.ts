import { daysBetween } from '../src/domain/civil-date.js';
import { maskName, maskPhone } from '../src/domain/masking.js';
import { type District, graphql, type QuestionCase } from './case.js';

/** Whose list is asked for, and the day. */
export interface Wanted {
  /** Of a station, or of a team. */
  readonly id: string;
  readonly on: string;
}

/** A list of houses to be visited. All of them have the same lines; they differ in which houses, and in what order. */
export interface HouseList {
  readonly title: string;
  wanted(district: District): Promise<readonly Wanted[]>;
  /** Arguments of our query besides the page and the day, and their variables. */
  readonly ours: { readonly declared: string; readonly given: string; variables(wanted: Wanted): object };
  readonly rival: {
    readonly declared: string;
    readonly condition: string;
    readonly order: string;
    variables(wanted: Wanted): object;
  };
  /** Of the table `inspection_schedule`, `$1` the id and `$2` the day. */
  readonly limit: { readonly where: string; readonly order: string };
}

interface Line {
  readonly dueOn: string;
  readonly overdueDays: number;
  readonly house: {
    readonly id: string;
    readonly tier: { readonly gradeCode: string | null };
  };
}

interface OursAnswer {
  readonly data: {
    readonly inspectionWorklist: {
      readonly nodes: readonly Line[];
      readonly pageInfo: { readonly hasNextPage: boolean };
    };
  };
}

interface RivalAnswer {
  readonly data: {
    readonly allInspectionSchedules: {
      readonly nodes: readonly {
        readonly dueOn: string;
        readonly reason: string;
        readonly rentalHouseByHouseId: {
          readonly rowId: string;
          readonly address: string;
          readonly addressCode: string;
          readonly personByOwnerId: { readonly name: string; readonly phone: string | null };
          readonly subjectByRowId: {
            readonly ratingsBySubjectId: {
              readonly nodes: readonly { readonly gradeCode: string | null; readonly standardId: string }[];
            };
          };
        };
        readonly inspectionByLastInspectionId: {
          readonly inspectedOn: string;
          readonly findingCount: number;
          readonly officerByOfficerId: { readonly name: string };
        } | null;
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean };
    };
    readonly allStandardBands: {
      readonly nodes: readonly {
        readonly standardId: string;
        readonly code: string;
        readonly labelZh: string;
        readonly colour: string;
      }[];
    };
  };
}

const oursOf = ({ ours }: HouseList) => `query ($on: Date!${ours.declared}) {
  inspectionWorklist(first: 100, on: $on${ours.given}) {
    nodes {
      dueOn overdueDays reason
      house {
        id addressCode address dueReason
        tier { gradeCode label colour }
        owner { name phone }
        lastInspection { inspectedOn findingCount officerName }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Labels and colours of all tiers come once; the client puts them beside the houses, masks owners and counts days. */
const rivalOf = ({ rival }: HouseList) => `query (${rival.declared}) {
  allInspectionSchedules(first: 100, condition: { ${rival.condition} }, orderBy: [${rival.order}]) {
    nodes {
      dueOn reason
      rentalHouseByHouseId {
        rowId addressCode address
        personByOwnerId { name phone }
        subjectByRowId { ratingsBySubjectId(condition: { sector: "urban-village" }) { nodes { gradeCode standardId } } }
      }
      inspectionByLastInspectionId { inspectedOn findingCount officerByOfficerId { name } }
    }
    pageInfo { hasNextPage endCursor }
  }
  allStandardBands { nodes { standardId code labelZh colour } }
}`;

const MASKED_NAME = `left(p.name, 1) || repeat('*', least(length(p.name) - 1, 2))`;
const MASKED_PHONE = `case when length(p.phone) = 11 and p.phone like '1%' then left(p.phone, 3) || '****' || right(p.phone, 4)
  else '****' || right(p.phone, 2) end`;
const OVERDUE = `greatest($2::date - d.due_on, 0)`;
const REASON = `case d.reason when 'FIRST_VISIT' then '首次检查' when 'REVISIT' then '隐患复查' else t.label || '定期检查' end || '，' ||
  case when d.due_on > $2::date then d.due_on || '前到期' when d.due_on = $2::date then '当日到期' else '已逾期' || ${OVERDUE} || '天' end`;

const limitWith = ({ where, order }: HouseList['limit'], line: string) => `
  with page as materialized (
    select house_id, due_on, reason, last_inspection_id, row_number() over (order by ${order}) as place
    from inspection_schedule where ${where} order by ${order} limit 101
  ), unrated as materialized (
    select id, definition->'byDefault'->'label'->>'zh' as label, definition->'byDefault'->>'colour' as colour
    from standard where sector = 'urban-village'
  )
  select json_build_object('data', json_build_object('inspectionWorklist', json_build_object(
    'nodes', (
      select coalesce(json_agg(${line} order by d.place), '[]')
      from page d
      join rental_house h on h.id = d.house_id
      join person p on p.id = h.owner_id
      join rating r on r.subject_id = h.id and r.sector = 'urban-village'
      join unrated u on u.id = r.standard_id
      left join standard_band b on b.standard_id = r.standard_id and b.code = r.grade_code
      left join inspection i on i.id = d.last_inspection_id
      left join officer o on o.id = i.officer_id
      cross join lateral (select coalesce(b.label_zh, u.label) as label, coalesce(b.colour, u.colour) as colour) t
      where d.place <= 100),
    'pageInfo', json_build_object('hasNextPage', (select count(*) > 100 from page),
      'endCursor', (select house_id from page where place <= 100 order by place desc limit 1))
  )))::text as answer`;

const OBJECTS = `json_build_object('dueOn', d.due_on, 'overdueDays', ${OVERDUE}, 'reason', ${REASON},
    'house', json_build_object('id', 'rh_' || h.id, 'addressCode', h.address_code, 'address', h.address,
      'dueReason', d.reason,
      'tier', json_build_object('gradeCode', r.grade_code, 'label', t.label, 'colour', t.colour),
      'owner', json_build_object('name', ${MASKED_NAME}, 'phone', ${MASKED_PHONE}),
      'lastInspection', case when i.id is not null then json_build_object('inspectedOn', i.inspected_on,
        'findingCount', i.finding_count, 'officerName', o.name) end))`;
const ROWS = `(select row_to_json(l) from (select d.due_on as "dueOn", ${OVERDUE} as "overdueDays", ${REASON} as reason,
    (select row_to_json(x) from (select 'rh_' || h.id as id, h.address_code as "addressCode", h.address,
      d.reason as "dueReason",
      (select row_to_json(y) from (select r.grade_code as "gradeCode", t.label, t.colour) y) as tier,
      (select row_to_json(y) from (select ${MASKED_NAME} as name, ${MASKED_PHONE} as phone) y) as owner,
      (select row_to_json(y) from (select i.inspected_on as "inspectedOn", i.finding_count as "findingCount",
        o.name as "officerName" where i.id is not null) y) as "lastInspection") x) as house) l)`;

function rivalFacts({ data }: RivalAnswer, { on }: Wanted): unknown {
  const { allInspectionSchedules: list, allStandardBands } = data;
  const bands = new Map(
    allStandardBands.nodes.map(({ standardId, code, labelZh, colour }) => [
      `${standardId} ${code}`,
      { gradeCode: code, label: labelZh, colour },
    ]),
  );
  const nodes = list.nodes.map(
    ({ dueOn, reason, rentalHouseByHouseId: house, inspectionByLastInspectionId: last }) => {
      const [rating] = house.subjectByRowId.ratingsBySubjectId.nodes;
      const tier = bands.get(`${rating?.standardId} ${rating?.gradeCode}`) ?? null;
      const owner = house.personByOwnerId;
      return {
        dueOn,
        overdueDays: Math.max(0, daysBetween(dueOn, on)),
        reason: reasonOf({ dueOn, reason, label: tier?.label }, on),
        house: {
          id: `rh_${house.rowId}`,
          addressCode: house.addressCode,
          address: house.address,
          dueReason: reason,
          tier,
          owner: { name: maskName(owner.name), phone: owner.phone === null ? null : maskPhone(owner.phone) },
          lastInspection:
            last === null
              ? null
              : {
                  inspectedOn: last.inspectedOn,
                  findingCount: last.findingCount,
                  officerName: last.officerByOfficerId.name,
                },
        },
      };
    },
  );
  return { nodes, more: list.pageInfo.hasNextPage };
}

function reasonOf(
  { dueOn, reason, label }: { dueOn: string; reason: string; label: string | undefined },
  on: string,
): string {
  const why = { FIRST_VISIT: '首次检查', REVISIT: '隐患复查' }[reason] ?? `${label}定期检查`;
  if (dueOn > on) return `${why}，${dueOn}前到期`;
  return dueOn === on ? `${why}，当日到期` : `${why}，已逾期${daysBetween(dueOn, on)}天`;
}

/** What those are called that nobody has looked at stands in no column, so PostGraphile is not asked for it. */
function facts({ data: { inspectionWorklist: list } }: OursAnswer): unknown {
  const nodes = list.nodes.map(({ house, ...line }) => ({
    ...line,
    house: { ...house, tier: house.tier.gradeCode === null ? null : house.tier },
  }));
  return { nodes, more: list.pageInfo.hasNextPage };
}

/** A page of 100 houses of a list, with tier, reason, owner and last inspection, as an officer of Zhongshan station asks for it. */
export function worklistQuestion(list: HouseList): QuestionCase<Wanted, OursAnswer, RivalAnswer, OursAnswer> {
  const { ours, rival, limit } = list;
  const [oursText, rivalText] = [oursOf(list), rivalOf(list)];
  return {
    kind: 'question',
    title: list.title,
    officer: 'zhongshan-officer',
    questions: (district) => list.wanted(district),
    ours: {
      ask: (wanted) => graphql(oursText, { on: wanted.on, ...ours.variables(wanted) }),
      facts,
    },
    rival: { ask: (wanted) => graphql(rivalText, rival.variables(wanted)), facts: rivalFacts },
    limit: {
      forms: { objects: limitWith(limit, OBJECTS), rows: limitWith(limit, ROWS) },
      values: ({ id, on }) => [id, on],
      facts,
    },
  };
}
