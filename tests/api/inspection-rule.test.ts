import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCatalogues } from '../../seeds/reference-files.js';
import { INSPECTION_RULE_CODES } from '../../src/domain/inspection-rule.js';
import { codesOf, makeWorld, type OfficerName, TODAY, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const SET = `mutation ($input: SetInspectionRuleInput!) {
  setInspectionRule(input: $input) { code userErrors { code field message } } }`;

function set(changes: Record<string, unknown>, officer: OfficerName = 'drafter') {
  const usual = {
    idempotencyKey: world.key(),
    code: 'REVISIT_AFTER',
    value: 3,
    validFrom: TODAY,
    reason: '示例',
  };
  return world.ask<any>(officer, SET, { input: { ...usual, ...changes } });
}

async function valueOf(officer: OfficerName, code: string, validAt = TODAY): Promise<unknown> {
  const query =
    'query ($validAt: Date) { inspectionRules(validAt: $validAt) { code value isOwn least most source } }';
  const { inspectionRules } = await world.data<any>(officer, query, { validAt });
  const { value, isOwn } = inspectionRules.find((rule: { code: string }) => rule.code === code);
  return [value, isOwn];
}

test('Every rule that the software knows has a value and a source, and no other is there', async () => {
  const codes = readCatalogues().inspectionRules.map(({ code }) => code);
  expect(codes.sort()).toEqual([...INSPECTION_RULE_CODES].sort());
  const { inspectionRules } = await world.data<any>('zhongshan', '{ inspectionRules { code source label } }');
  expect(inspectionRules.map(({ code }: { code: string }) => code)).toEqual(codes.sort());
});

test('A rule of one station comes before the one of everywhere, from its day on', async () => {
  expect(await valueOf('zhongshan', 'REMIND_BEFORE')).toEqual([2, false]);
  const own = { code: 'REMIND_BEFORE', value: 5, validFrom: '2026-07-10', stationCode: 'zhongshan-station' };
  expect((await set(own)).data.setInspectionRule).toEqual({ code: 'REMIND_BEFORE', userErrors: [] });
  await set({ code: 'REMIND_BEFORE', value: 4, validFrom: '2026-07-12' });
  expect(await valueOf('zhongshan', 'REMIND_BEFORE', '2026-07-09')).toEqual([2, false]);
  expect(await valueOf('zhongshan', 'REMIND_BEFORE', '2026-07-12')).toEqual([5, true]);
  expect(await valueOf('longkou', 'REMIND_BEFORE', '2026-07-12')).toEqual([4, false]);
});

test.each([
  ['a value outside its bounds', { code: 'OFFICERS_PRESENT', value: 1 }, 'RULE_OUT_OF_BOUNDS', 'value'],
  ['what the law forbids', { code: 'AUXILIARIES_IN_ROOMS', value: 1 }, 'RULE_OUT_OF_BOUNDS', 'value'],
  ['a rule that does not exist', { code: 'NO_SUCH_RULE' }, 'UNKNOWN_CODE', 'code'],
  ['a day that is over', { validFrom: '2026-06-30' }, 'DATE_IN_PAST', 'validFrom'],
  ['no reason', { reason: ' ' }, 'REASON_REQUIRED', 'reason'],
  ['a station that does not exist', { stationCode: 'no-such-station' }, 'NOT_FOUND', 'stationCode'],
])('Refuses %s and changes nothing', async (_what, changes, code, field) => {
  const before = await world.countAll();
  const { setInspectionRule } = (await set(changes)).data;
  expect(setInspectionRule).toMatchObject({ code: null, userErrors: [{ code, field: ['input', field] }] });
  expect(await world.countAll()).toEqual(before);
});

test('Only offices in charge of rental houses set their rules', async () => {
  expect(codesOf(await set({}, 'riskDrafter'))).toEqual(['FORBIDDEN']);
  expect(codesOf(await set({}, 'zhongshan'))).toEqual(['FORBIDDEN']);
});
