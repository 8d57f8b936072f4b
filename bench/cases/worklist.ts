import { daysBetween } from '../../src/domain/civil-date.js';
import { maskName, maskPhone } from '../../src/domain/masking.js';
import { graphql, type QuestionCase } from '../case.js';

interface Question {
  readonly stationId: string;
  readonly today: string;
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

const OURS = `query ($on: Date!) {
  inspectionWorklist(first: 100, on: $on) {
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
const RIVAL = `query ($stationId: UUID!) {
  allInspectionSchedules(first: 100, condition: { stationId: $stationId }, orderBy: [DUE_ON_ASC, HOUSE_ID_ASC]) {
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
const OVERDUE = `($2::date - d.due_on)`;
const REASON = `case when d.reason = 'FIRST_VISIT' then '首次检查' else t.label || '定期检查' end ||
  case when ${OVERDUE} > 0 then '，已逾期' || ${OVERDUE} || '天' else '，当日到期' end`;

/** `$1` station, `$2` day. */
const limitWith = (line: string) => `
  with page as materialized (
    select house_id, due_on, reason, last_inspection_id, row_number() over (order by due_on, house_id) as place
    from inspection_schedule where station_id = $1 and due_on <= $2::date order by due_on, house_id limit 101
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

const LIMIT_FORMS = {
  objects: limitWith(`json_build_object('dueOn', d.due_on, 'overdueDays', ${OVERDUE}, 'reason', ${REASON},
    'house', json_build_object('id', 'rh_' || h.id, 'addressCode', h.address_code, 'address', h.address,
      'dueReason', d.reason,
      'tier', json_build_object('gradeCode', r.grade_code, 'label', t.label, 'colour', t.colour),
      'owner', json_build_object('name', ${MASKED_NAME}, 'phone', ${MASKED_PHONE}),
      'lastInspection', case when i.id is not null then json_build_object('inspectedOn', i.inspected_on,
        'findingCount', i.finding_count, 'officerName', o.name) end))`),
  rows: limitWith(`(select row_to_json(l) from (select d.due_on as "dueOn", ${OVERDUE} as "overdueDays", ${REASON} as reason,
    (select row_to_json(x) from (select 'rh_' || h.id as id, h.address_code as "addressCode", h.address,
      d.reason as "dueReason",
      (select row_to_json(y) from (select r.grade_code as "gradeCode", t.label, t.colour) y) as tier,
      (select row_to_json(y) from (select ${MASKED_NAME} as name, ${MASKED_PHONE} as phone) y) as owner,
      (select row_to_json(y) from (select i.inspected_on as "inspectedOn", i.finding_count as "findingCount",
        o.name as "officerName" where i.id is not null) y) as "lastInspection") x) as house) l)`),
};

function rivalFacts({ data }: RivalAnswer, { today }: Question): unknown {
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
      const overdueDays = daysBetween(dueOn, today);
      const why = reason === 'FIRST_VISIT' ? '首次检查' : `${tier?.label}定期检查`;
      return {
        dueOn,
        overdueDays,
        reason: overdueDays > 0 ? `${why}，已逾期${overdueDays}天` : `${why}，当日到期`,
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

/** What those are called that nobody has looked at stands in no column, so PostGraphile is not asked for it. */
function facts({ data: { inspectionWorklist: list } }: OursAnswer): unknown {
  const nodes = list.nodes.map(({ house, ...line }) => ({
    ...line,
    house: { ...house, tier: house.tier.gradeCode === null ? null : house.tier },
  }));
  return { nodes, more: list.pageInfo.hasNextPage };
}

const worklist: QuestionCase<Question, OursAnswer, RivalAnswer, OursAnswer> = {
  kind: 'question',
  title: "a station's worklist: 100 houses with tier, reason, owner and last inspection",
  officer: 'zhongshan-officer',
  questions: async ({ rows, today }) => {
    const stations = await rows<{ id: string }>(`select id from office where code = 'ZHONGSHAN-STATION'`);
    return stations.map(({ id }) => ({ stationId: id, today }));
  },
  ours: { ask: ({ today }) => graphql(OURS, { on: today }), facts },
  rival: { ask: ({ stationId }) => graphql(RIVAL, { stationId }), facts: rivalFacts },
  limit: { forms: LIMIT_FORMS, values: ({ stationId, today }) => [stationId, today], facts },
};

export default worklist;
