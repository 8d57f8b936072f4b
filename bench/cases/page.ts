import { formatDecimal } from '../../src/domain/decimal.js';
import { graphql, type QuestionCase } from '../case.js';

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

interface Enterprise {
  readonly id: string;
  readonly creditCode: string;
}

interface OursAnswer {
  readonly data: { readonly enterprises: Page<Enterprise> };
}

interface RivalAnswer {
  readonly data: {
    readonly allSubjects: Page<{
      readonly rowId: string;
      readonly creditCode: string;
      readonly name: string;
      readonly regionCode: string;
      readonly status: string;
      readonly enterpriseByRowId: {
        readonly category: string;
        readonly industryCode: string | null;
        readonly address: string | null;
        readonly registeredOn: string | null;
        readonly registeredCapitalFen: string | null;
      };
    }>;
  };
}

/** Where a page begins, as each server says it. */
interface Question {
  readonly oursCursor: string | null;
  readonly rivalCursor: string | null;
  readonly afterCode: string | null;
}

const FEN_PLACES = 2;
const PAGES = 40;

const OURS = `query ($after: String) {
  enterprises(first: 100, after: $after) {
    nodes { id creditCode name regionCode status category industryCode address registeredOn registeredCapital }
    pageInfo { hasNextPage endCursor }
  }
}`;

const RIVAL = `query ($after: Cursor) {
  allSubjects(first: 100, after: $after, condition: { kind: "ENTERPRISE" }, orderBy: CREDIT_CODE_ASC) {
    nodes {
      rowId creditCode name regionCode status
      enterpriseByRowId { category industryCode address registeredOn registeredCapitalFen }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** `$1` the code that the page follows, `$2` the region. The entry too many only says that there are more. */
const limitWith = (node: string) => `
  with page as materialized (
    select s.id, s.credit_code, s.name, s.region_code, s.status, e.category, e.industry_code, e.address, e.registered_on,
      e.registered_capital_fen, row_number() over (order by s.credit_code) as place
    from subject s join enterprise e on e.id = s.id
    where s.kind = 'ENTERPRISE' and s.credit_code > coalesce($1, '') and s.region_code ^@ $2
    order by s.credit_code limit 101
  )
  select json_build_object('data', json_build_object('enterprises', json_build_object(
    'nodes', (select coalesce(json_agg(${node} order by place), '[]') from page where place <= 100),
    'pageInfo', json_build_object('hasNextPage', (select count(*) > 100 from page),
      'endCursor', (select max(credit_code) from page where place <= 100))
  )))::text as answer`;

const CAPITAL = `(registered_capital_fen / 100)::text || '.' || lpad((registered_capital_fen % 100)::text, 2, '0')`;
const LIMIT_FORMS = {
  objects:
    limitWith(`json_build_object('id', 'ent_' || id, 'creditCode', credit_code, 'name', name, 'regionCode', region_code,
    'status', status, 'category', category, 'industryCode', industry_code, 'address', address,
    'registeredOn', registered_on, 'registeredCapital', ${CAPITAL})`),
  rows: limitWith(`(select row_to_json(r) from (select 'ent_' || id as id, credit_code as "creditCode", name,
    region_code as "regionCode", status, category, industry_code as "industryCode", address,
    registered_on as "registeredOn", ${CAPITAL} as "registeredCapital") r)`),
};

const page: QuestionCase<Question, OursAnswer, RivalAnswer, OursAnswer> = {
  kind: 'question',
  title: 'a page of 100 enterprises with 10 fields',
  officer: 'market-regulator',
  /** The first pages of the list, one after the other, with the cursors that each server gives. */
  questions: async ({ answer }) => {
    const questions: Question[] = [{ oursCursor: null, rivalCursor: null, afterCode: null }];
    for (let last = questions[0]; last !== undefined && questions.length < PAGES; last = questions.at(-1)) {
      const ours = (await answer<OursAnswer>('ours', page.ours.ask(last))).data.enterprises;
      const rival = (await answer<RivalAnswer>('rival', page.rival.ask(last))).data.allSubjects;
      const afterCode = ours.nodes.at(-1)?.creditCode ?? null;
      questions.push({
        oursCursor: ours.pageInfo.endCursor,
        rivalCursor: rival.pageInfo.endCursor,
        afterCode,
      });
    }
    return questions;
  },
  ours: {
    ask: ({ oursCursor }) => graphql(OURS, { after: oursCursor }),
    facts: ({ data }) => ({ nodes: data.enterprises.nodes, more: data.enterprises.pageInfo.hasNextPage }),
  },
  rival: {
    ask: ({ rivalCursor }) => graphql(RIVAL, { after: rivalCursor }),
    facts: ({ data: { allSubjects } }) => ({
      nodes: allSubjects.nodes.map(
        ({ rowId, enterpriseByRowId: { registeredCapitalFen, ...enterprise }, ...subject }) => ({
          id: `ent_${rowId}`,
          ...subject,
          ...enterprise,
          registeredCapital:
            registeredCapitalFen === null ? null : formatDecimal(Number(registeredCapitalFen), FEN_PLACES),
        }),
      ),
      more: allSubjects.pageInfo.hasNextPage,
    }),
  },
  limit: {
    forms: LIMIT_FORMS,
    values: ({ afterCode }) => [afterCode, '440784'],
    facts: ({ data }) => ({ nodes: data.enterprises.nodes, more: data.enterprises.pageInfo.hasNextPage }),
  },
};

export default page;
