import type pg from 'pg';
import { addDays, type CivilDate } from '../../src/domain/civil-date.js';
import { objectionTerm } from '../../src/domain/list-case.js';
import { addWorkingDays, type WorkCalendar } from '../../src/domain/working-days.js';
import { ADD_ANNOUNCEMENTS } from '../../src/store/list-announcements.js';
import {
  ADD_CASE,
  FIND_CASES,
  FIND_KEPT_LIST,
  type ListCaseRow,
  type NewCase,
  NOTE_NOTICE,
} from '../../src/store/list-cases.js';
import { ADD_LIST_OBJECTION, type NewListObjection } from '../../src/store/list-objections.js';
import { type Queryable, runOne } from '../../src/store/statement.js';
import { caseAnnouncement } from '../../src/usecases/steps/case-announcement.js';
import { readCalendar } from '../../src/usecases/steps/read-calendar.js';
import { writeListNotice } from '../../src/usecases/steps/write-list-notice.js';
import type { StaffedOffice } from './offices.js';
import { queryableOf } from './rate-district.js';
import { heshan } from './size.js';
import type { World } from './world.js';

interface CasePlan {
  readonly office: 'market' | 'credit';
  readonly listCode: string;
  readonly measureCodes: readonly string[];
  readonly facts: string;
  readonly legalBasis: string;
  /** How long ago it was told or published; absent: only proposed. */
  readonly toldDaysAgo?: number;
  readonly isObjectedTo?: boolean;
}

const dishonest = {
  office: 'market',
  listCode: 'SERIOUS_DISHONESTY',
  measureCodes: ['DISHONEST_PROCUREMENT', 'DISHONEST_AWARD'],
  legalBasis: '市场监督管理严重违法失信名单管理办法（国家市场监督管理总局令第44号）',
} as const;

/** One for each step that a case can wait for. */
const cases: readonly CasePlan[] = [
  { ...dishonest, facts: '示例：一年内多次销售不合格产品', toldDaysAgo: 1 },
  { ...dishonest, facts: '示例：拒不履行行政处罚决定', toldDaysAgo: 20 },
  { ...dishonest, facts: '示例：提交虚假材料取得许可', toldDaysAgo: 20, isObjectedTo: true },
  {
    office: 'market',
    listCode: 'ABNORMAL_OPERATION',
    measureCodes: ['ABNORMAL_PROCUREMENT'],
    facts: '示例：通过登记的住所无法联系',
    legalBasis: '企业信息公示暂行条例（国务院令第654号，2014年文本条号）第十七条',
  },
  {
    office: 'credit',
    listCode: 'HONEST_EXEMPLAR',
    measureCodes: ['EXEMPLAR_FAST_TRACK', 'EXEMPLAR_SUBSIDY'],
    facts: '示例：连续三年无不良信用记录',
    legalBasis: '国发〔2016〕33号第四项',
    toldDaysAgo: 5,
  },
  {
    office: 'credit',
    listCode: 'WAGE_ARREARS',
    measureCodes: ['ARREARS_PROCUREMENT', 'ARREARS_MARKET_ENTRY_PERSON'],
    facts: '示例：克扣、无故拖欠农民工工资',
    legalBasis: '保障农民工工资支付条例（国务院令第724号）第四十八条',
    toldDaysAgo: 20,
  },
];

/** Cases of lists under way (列入程序), by the statements of the product itself. Comes once the enterprises are there. */
export async function addListCases(
  world: World,
  client: pg.ClientBase,
  offices: { readonly market: StaffedOffice; readonly credit: StaffedOffice },
): Promise<void> {
  const unit = queryableOf(client);
  const { rows } = await client.query<{ id: string }>(
    `select s.id from subject s where s.kind = 'ENTERPRISE' and s.status = 'ACTIVE' and s.region_code ^@ $1
       and not exists (select from list_entry e where e.subject_id = s.id) order by s.credit_code desc limit $2`,
    [heshan, cases.length],
  );
  const calendar = await readCalendar(unit);
  for (const [at, plan] of cases.entries()) {
    const subjectId = rows[at]?.id;
    if (subjectId !== undefined)
      await addCase(world, unit, { plan, subjectId, calendar, office: offices[plan.office] });
  }
  await backdate(client);
}

/** Known from the day on which each came about, as everything in the district. */
async function backdate(client: pg.ClientBase): Promise<void> {
  const days = { list_case: 'proposed_on', list_objection: 'filed_on', list_announcement: 'announced_on' };
  for (const [table, day] of Object.entries(days))
    await client.query(
      `update ${table} set recorded_at = (${day} + time '17:00') at time zone 'Asia/Shanghai'`,
    );
}

interface Making {
  readonly plan: CasePlan;
  readonly subjectId: string;
  readonly office: StaffedOffice;
  readonly calendar: WorkCalendar;
}

async function addCase(world: World, unit: Queryable, making: Making): Promise<void> {
  const { plan, subjectId, office, calendar } = making;
  const [proposer = ''] = office.officerIds;
  const toldOn = addDays(world.today, -(plan.toldDaysAgo ?? 1));
  const list = await runOne(unit, FIND_KEPT_LIST, [plan.listCode, toldOn, office.id]);
  const { listCode, facts, legalBasis, measureCodes } = plan;
  const proposed: NewCase = {
    id: world.ids.next(),
    ...{ subjectId, listCode, facts, legalBasis, measureCodes },
    ...{ ruleId: list.ruleId, officeId: office.id, organName: office.name, groundKind: 'OWN_FINDING' },
    ...{ proposalId: null, courtName: null, courtDocument: null, proposedBy: proposer, proposedOn: toldOn },
  };
  await runOne(unit, ADD_CASE, [JSON.stringify(proposed)]);
  if (plan.toldDaysAgo === undefined) return;
  const row = await runOne(unit, FIND_CASES, [office.id, [heshan], false, [proposed.id]]);
  await tell(world, unit, { row, toldOn, calendar });
  if (plan.isObjectedTo === true)
    await object(world, unit, { row, office, filedOn: addDays(toldOn, 2), calendar });
}

async function tell(
  world: World,
  unit: Queryable,
  { row, toldOn, calendar }: { row: ListCaseRow; toldOn: CivilDate; calendar: WorkCalendar },
): Promise<void> {
  const isPublicity = row.notice === 'PUBLICITY';
  const until = objectionTerm(row.terms, toldOn, calendar);
  const body = await writeListNotice(unit, row);
  const method = isPublicity ? 'PUBLICITY' : 'IN_PERSON';
  const told = [row.id, row.proposedById, toldOn, method, body, until.on, until.provisional];
  await runOne(unit, NOTE_NOTICE, told);
  if (!isPublicity) return;
  const announced = caseAnnouncement({ newId: () => world.ids.next(), today: toldOn }, row, {
    ...{ kind: 'PUBLICITY', entryId: null, documentNumber: null },
    ...{ holdsFromOn: toldOn, holdsUntilOn: until.on },
  });
  await unit.run(ADD_ANNOUNCEMENTS, [JSON.stringify([announced])]);
}

async function object(
  world: World,
  unit: Queryable,
  {
    row,
    office,
    filedOn,
    calendar,
  }: { row: ListCaseRow; office: StaffedOffice; filedOn: CivilDate; calendar: WorkCalendar },
): Promise<void> {
  const due = addWorkingDays(filedOn, row.terms.decideObjectionWorkingDays, calendar);
  const objection: NewListObjection = {
    id: world.ids.next(),
    ...{ caseId: row.id, entryId: null, officeId: office.id, recordedBy: row.proposedById, filedOn },
    ...{ filedAs: 'SUBJECT', grounds: '示例：材料系代办人员伪造，企业并不知情' },
    ...{ decideUntilOn: due.on, decideIsProvisional: due.provisional },
  };
  await runOne(unit, ADD_LIST_OBJECTION, [JSON.stringify(objection)]);
}
