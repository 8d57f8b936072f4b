// Throw-away review script.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { appendFileSync } from 'node:fs';
import { readSectorFile } from '../seeds/reference-files.js';
import { bringRatingsUpToDate } from '../src/usecases/rating/bring-ratings-up-to-date.js';
import { runJob } from './support/jobs.js';
import { publishStandard } from './support/publish-standard.js';
import { makeWorld, TODAY, uuidOf, type World, YUETANG } from './support/world.js';

let world: World;
const out = (what: string, value: unknown) => appendFileSync('/tmp/review2.out', `## ${what}\n${JSON.stringify(value)?.slice(0, 1500)}\n`);
beforeAll(async () => { world = await makeWorld(); });
afterAll(() => world.close());
const act = async (who: any, verb: string, type: string, input: any, sel = 'draft { id state }') => {
  const a: any = await world.ask(who, `mutation ($input: ${type}!) { done: ${verb}(input: $input) { userErrors { code message field } ${sel} } }`, { input: { idempotencyKey: world.key(), ...input } });
  return a.errors ? { errors: a.errors } : a.data.done;
};
function fileWith(changes: any = {}, sector = 'property-service') {
  const { standard, treatments } = readSectorFile(sector);
  return JSON.stringify({ ...standard, treatments, version: `t-${world.key()}`, ...changes });
}
const logs = async () => world.count('access_log');

async function person(name = '王示例') {
  const id = uuidv7();
  await world.owner.query(`insert into subject (id, kind, region_code, opened_on) values ($1,'PERSON',$2,'2024-01-01')`, [id, YUETANG]);
  await world.owner.query(`insert into person (id, name, citizen_number) values ($1,$2,$3)`, [id, name, world.citizenNumber()]);
  return id;
}

test('held ratings of persons', async () => {
  await world.owner.query(`update office set sectors = sectors || '{rental-owner}' where id = $1`, [world.officeIds['zhongshan-station']]);
  const p = await person();
  await world.record(p, 'LANDLORD_MONTHLY_CHECK', { occurredOn: '2026-06-01' });
  await world.rate(p, 'rental-owner');
  const r = await world.record(p, 'LANDLORD_ESCAPE_WINDOW_BLOCKED', { occurredOn: '2026-07-01' });
  await world.owner.query(`update credit_record set content='王示例 逃生窗被封堵 秘密内容' where id=$1`, [r]);
  world.today = '2026-08-03';
  await world.rate(p, 'rental-owner');
  const before = await logs();
  out('heldRatings of a person without purpose', await world.ask('zhongshan', `{ heldRatings(sector: "rental-owner", first: 5) { nodes { subjectId rating { score gradeCode reasons { indicator points record { id label content occurredOn } } history(first: 5) { nodes { cause score } } pathToNextGrade { targetGrade steps { recordId indicator } } } } } }`));
  out('access log rows added', (await logs()) - before);
  world.today = TODAY;
});

test('household grade change reasons', async () => {
  const src = { instrument: '示例', clause: '一', mark: 'D', checkedOn: '2026-01-01' };
  const b = (code: string, rank: number, min: any, max: any) => ({ code, label: { zh: code, en: code }, colour: 'green', rank, minHundredths: min, maxHundredths: max });
  await publishStandard(world, { sector: 'fam', version: 'v', title: { zh: '示', en: 'e' }, subjectKinds: ['HOUSEHOLD'], inForceFrom: '2026-06-01', direction: 'HIGHER_IS_BETTER', internal: false, baseHundredths: 10000, source: src, members: 'SUM',
    indicators: [{ code: 'PEN', label: { zh: 'p', en: 'p' }, recordTypes: ['ADMINISTRATIVE_PENALTY'], pointsHundredths: -3000, validDays: null, onlyWhileOpen: true, source: src }],
    bands: [b('GOOD', 1, 8000, null), b('FAIR', 2, 5000, 8000), b('POOR', 3, null, 5000)], byDefault: null, upgrade: { mode: 'ONE_STEP', afterDays: 30 }, downgrade: { mode: 'CONFIRMED' } } as any);
  await world.owner.query(`update office set sectors = sectors || '{fam}' where id = $1`, [world.officeIds.market]);
  const p = await person(); const h = uuidv7();
  await world.owner.query(`insert into subject (id, kind, region_code, opened_on) values ($1,'HOUSEHOLD',$2,'2024-01-01')`, [h, YUETANG]);
  await world.owner.query(`insert into household (id, register_code) values ($1,'HU-77')`, [h]);
  await world.owner.query(`insert into household_member (household_id, person_id, from_on) values ($1,$2,'2024-01-01')`, [h, p]);
  await world.rate(h, 'fam');
  const r = await world.record(p, 'ADMINISTRATIVE_PENALTY', { occurredOn: TODAY });
  await world.owner.query(`update credit_record set content='成员秘密' where id=$1`, [r]);
  const before = await logs();
  out('proposeGradeChange on a household, no purpose', await act('regulator', 'proposeGradeChange', 'ProposeGradeChangeInput', { subjectId: `hh_${h}`, sector: 'fam' }, 'gradeChange { id reasons { points record { id content } } }'));
  out('access log rows added', (await logs()) - before);
});

test('simulation moves of persons and of risk', async () => {
  const p = await person('李秘密');
  await world.record(p, 'LANDLORD_MONTHLY_CHECK', { occurredOn: '2026-06-01' });
  await world.record(p, 'LANDLORD_ESCAPE_WINDOW_BLOCKED', { occurredOn: '2026-06-02' });
  await world.rate(p, 'rental-owner');
  const { standard } = readSectorFile('rental-owner');
  const d = await act('drafter', 'draftStandard', 'DraftStandardInput', { definition: fileWith({ baseHundredths: standard.baseHundredths - 900 }, 'rental-owner') });
  const s = await act('drafter', 'simulateStandard', 'DraftInput', { draftId: d.draft.id }, 'job { id }');
  await runJob(world, 'drafter', s.job.id);
  const before = await logs();
  out('moves of persons without purpose', await world.ask('drafter', `query($id: ID!) { node(id: $id) { ... on RuleDraft { simulations { moves(first: 5) { nodes { subjectId name fromGradeCode toGradeCode fromScore toScore reasonsBefore { indicatorCode recordId points } } } } } } }`, { id: d.draft.id }));
  out('access log rows added', (await logs()) - before);
  const e = await world.enterprise({ name: '鹤山市示例甲' });
  await world.record(e.id, 'ADMINISTRATIVE_PENALTY'); await world.rate(e.id, 'enterprise-risk');
  out('riskDrafter riskClass', (await world.ask('riskDrafter', `query($id: ID!) { node(id: $id) { ... on Enterprise { riskClass { gradeCode } } } }`, { id: `ent_${e.id}` })).errors);
  const rs = readSectorFile('enterprise-risk').standard;
  const rd = await act('riskDrafter', 'draftStandard', 'DraftStandardInput', { definition: fileWith({ baseHundredths: rs.baseHundredths + 30000 }, 'enterprise-risk') });
  out('risk draft', rd);
  const rj = await act('riskDrafter', 'simulateStandard', 'DraftInput', { draftId: rd.draft.id }, 'job { id }');
  await runJob(world, 'riskDrafter', rj.job.id);
  out('risk moves by STANDARD_OFFICER', (await world.ask('riskDrafter', `query($id: ID!) { node(id: $id) { ... on RuleDraft { simulations { moves(first: 5) { nodes { subjectId name fromGradeCode toGradeCode fromScore } } } } } }`, { id: rd.draft.id })));
});

test('withdraw during simulation', async () => {
  const d = await act('drafter', 'draftStandard', 'DraftStandardInput', { definition: fileWith() });
  const s = await act('drafter', 'simulateStandard', 'DraftInput', { draftId: d.draft.id }, 'job { id }');
  let running: Promise<void> | undefined;
  await world.whileLocked('select from job where id = $1 for update', [uuidOf(s.job.id)], async () => {
    running = runJob(world, 'drafter', s.job.id);
    await world.untilBlocked(1);
    out('withdrawn', await act('drafter', 'withdrawDraft', 'DraftInput', { draftId: d.draft.id }));
  });
  await running;
  out('state after the job', (await world.owner.query('select state from rule_draft where id=$1', [uuidOf(d.draft.id)])).rows);
  out('approve it', await act('standardApprover', 'approveDraft', 'DraftInput', { draftId: d.draft.id }));
});

test('idempotency over midnight', async () => {
  const input = { idempotencyKey: 'over-midnight', sector: 'property-service', title: 'x', treatments: [{ gradeCode: 'AAA', kind: 'ASSIGNMENT_PRIORITY', value: 1, unit: 'RANK', reason: 'r', instrument: 'i' }] };
  out('policy first', await act('drafter', 'draftPolicy', 'DraftPolicyInput', input));
  world.today = '2026-07-02';
  out('policy repeated next day', await act('drafter', 'draftPolicy', 'DraftPolicyInput', input));
  world.today = TODAY;
});

test('known at recordedAt', async () => {
  const q = `query($k: DateTime) { standards(sector: "property-service", knownAt: $k) { version recordedAt } }`;
  const all: any = await world.data('clerk', q, { k: null });
  out('standards', all);
  const first = all.standards.map((s: any) => s.recordedAt).sort()[0];
  out('knownAt = recordedAt of first', await world.ask('clerk', q, { k: first }));
});

test('escape NUL', async () => {
  const f = JSON.parse(fileWith()); f.title.zh = '标准A';
  const text = JSON.stringify(f).replace('标准A', '标准\\u0000');
  out('NUL in definition', await act('drafter', 'draftStandard', 'DraftStandardInput', { definition: text }));
  out('surrogate in definition', await act('drafter', 'draftStandard', 'DraftStandardInput', { definition: JSON.stringify(f).replace('标准A', '标准\\ud800') }));
  out('zh form fault', await (async () => { const a: any = await world.ask('drafter', `mutation($input: DraftStandardInput!){ draftStandard(input:$input){ userErrors { message } } }`, { input: { idempotencyKey: world.key(), definition: '{"sector": 3}' } }, { 'accept-language': 'zh-CN' }); return a.data ?? a; })());
  out('deep nesting', await act('drafter', 'draftStandard', 'DraftStandardInput', { definition: '{"a":'.repeat(40000) + '1' + '}'.repeat(40000) }));
  const g = JSON.parse(fileWith()); g.bands[0].colour = 'x'.repeat(10);
  out('dup treatments', await act('drafter', 'draftStandard', 'DraftStandardInput', { definition: JSON.stringify({ ...g, treatments: [
    { gradeCode: 'C', kind: 'ASSIGNMENT_PRIORITY', value: 1, unit: 'RANK', validFrom: '2026-08-01', reason: 'r', source: { instrument: 'i', mark: 'D', checkedOn: '2026-07-01' } },
    { gradeCode: 'C', kind: 'ASSIGNMENT_PRIORITY', value: 9, unit: 'RANK', validFrom: '2026-09-01', reason: 'r', source: { instrument: 'i', mark: 'D', checkedOn: '2026-07-01' } }] }) }));
});

async function throughTo(draft: any, day: string, verb = 'simulatePolicy') {
  const s = await act('drafter', verb, 'DraftInput', { draftId: draft.id }, 'job { id }');
  await runJob(world, 'drafter', s.job.id);
  await act('standardApprover', 'approveDraft', 'DraftInput', { draftId: draft.id });
  return act('drafter', 'publishDraft', 'PublishDraftInput', { draftId: draft.id, inForceFrom: day });
}

test('first visit term with a grade', async () => {
  const d = await act('drafter', 'draftPolicy', 'DraftPolicyInput', { sector: 'urban-village', title: 'x', treatments: [{ gradeCode: 'KEY', kind: 'FIRST_VISIT_TERM', value: 3, unit: 'DAY', reason: 'r', instrument: 'i' }] });
  out('policy first visit', d);
  if (d.draft) out('publish', await throughTo(d.draft, '2026-09-01'));
});

test('new band without interval', async () => {
  const house = await world.registerHouse();
  const { standard, treatments } = readSectorFile('urban-village');
  out('uv bands', standard.bands.map((b: any) => [b.code, b.rank, b.minHundredths, b.maxHundredths]));
  const bands = standard.bands.map((b: any) => b.code === standard.bands[0]!.code ? { ...b, code: 'NEWBEST' } : b);
  const old = standard.bands[0]!.code;
  const text = JSON.stringify({ ...standard, bands, treatments: [], version: 'nb' }).replaceAll(`"${old}"`, '"NEWBEST"');
  const d = await act('drafter', 'draftStandard', 'DraftStandardInput', { definition: text });
  out('draft new band', d);
  if (!d.draft) return;
  await world.record(uuidOf(house), 'RENTAL_INSPECTION', { occurredOn: '2026-06-30' }).catch((e) => out('rec', String(e)));
  out('publish nb', await throughTo(d.draft, '2026-07-10', 'simulateStandard'));
  const i = await world.data('zhongshan', `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }`, { input: { idempotencyKey: world.key(), houseId: house, inspectedOn: TODAY, secondOfficerId: world.officerId('zhongshanSecond'), findings: [] } });
  out('inspect before', i);
  world.today = '2026-07-10';
  try { await bringRatingsUpToDate(world.product.world.door, '2026-07-10', new AbortController().signal); out('nightly', 'ok'); } catch (e) { out('nightly', String(e)); }
  out('tier', (await world.owner.query(`select grade_code, indicated_grade_code, basis from rating where subject_id=$1 and sector='urban-village'`, [uuidOf(house)])).rows);
  out('inspect after', await world.ask('zhongshan', `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }`, { input: { idempotencyKey: world.key(), houseId: house, inspectedOn: '2026-07-10', secondOfficerId: world.officerId('zhongshanSecond'), findings: [] } }));
  world.today = TODAY;
});

test('household codes of two villages', async () => {
  const other = (await world.owner.query(`select code from region where level='VILLAGE' and code <> $1 and code like '440784%' limit 3`, [YUETANG])).rows;
  const reg = (regionCode: string) => act('clerk', 'registerHousehold', 'RegisterHouseholdInput', { registerCode: '0001', regionCode, members: [{ name: '陈示例', citizenNumber: world.citizenNumber() }] }, 'household { id }');
  out('first village', await reg(YUETANG));
  out('second village', await reg(other[0].code));
});

test('withdrawn record again', async () => {
  const e = await world.enterprise();
  const rec = { subjectId: `ent_${e.id}`, type: 'ADMINISTRATIVE_PENALTY', occurredOn: '2026-06-01', documentNumber: '示1号' };
  const a = await act('clerk', 'addRecord', 'AddRecordInput', rec, 'record { id }');
  out('withdraw', await act('clerk', 'withdrawRecord', 'WithdrawRecordInput', { recordId: a.record.id, reason: 'r' }, 'record { withdrawn }'));
  out('add again', await act('clerk', 'addRecord', 'AddRecordInput', rec, 'record { id }'));
});

test('cost of nextChangeOn and N+1', async () => {
  const e = await world.enterprise();
  await world.owner.query(`insert into credit_record (id, subject_id, type, occurred_on, source_key) select gen_random_uuid(), $1, 'ADMINISTRATIVE_PENALTY', '2026-01-01'::date + (n % 180), sha256(convert_to('z'||n,'UTF8')) from generate_series(1,3000) n`, [e.id]);
  await world.rate(e.id, 'enterprise-risk');
  const aliases = Array.from({ length: 48 }, (_, n) => `a${n}: nextChangeOn`).join(' ');
  const t = Date.now();
  const a = await world.ask('regulator', `query($id: ID!) { node(id: $id) { ... on Enterprise { riskClass { ${aliases} } } } }`, { id: `ent_${e.id}` });
  out('48 x nextChangeOn of 3000 records', [Date.now() - t, a.extensions, a.errors]);
  const t1 = Date.now();
  const p = await world.ask('regulator', `query($id: ID!) { node(id: $id) { ... on Enterprise { riskClass { pathToNextGrade { targetGrade steps { recordId } } } } } }`, { id: `ent_${e.id}` });
  out('path of 3000 records', [Date.now() - t1, p.extensions, p.errors, p.data]);
  for (let n = 0; n < 8; n++) await world.enterprise();
  const { door } = world.product.world; const open = door.for.bind(door); const names: string[] = [];
  door.for = (o: any) => { const s = open(o); return { ...s, run: (one: any, v: any) => { names.push(one.name); return s.run(one, v); } } as any; };
  const h = await world.ask('regulator', `{ enterprises(first: 8) { nodes { riskClass { history(first: 1) { totalCount nodes { cause } } } } } }`);
  out('history statements', [names.filter((n) => n.includes('history')).length, h.extensions]);
  names.length = 0;
  const j = await world.ask('drafter', `{ ruleDrafts(first: 20) { nodes { simulations { job { state } moves(first: 1) { nodes { name } } } } } }`);
  out('drafts statements', [names.reduce((m: any, n) => ({ ...m, [n]: (m[n] ?? 0) + 1 }), {}), j.extensions, j.errors]);
  door.for = open;
});
test('definitions cost', async () => {
  const aliases = Array.from({ length: 48 }, (_, n) => `a${n}: standards { definition }`).join(' ');
  const t = Date.now();
  const a: any = await world.ask('integrator', `{ ${aliases} }`);
  out('48 x standards{definition}', [Date.now() - t, JSON.stringify(a.data).length, a.extensions, a.errors]);
});
