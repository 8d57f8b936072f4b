import { v7 as uuidv7 } from 'uuid';
import { askAllAgain } from '../../src/usecases/reliance/ask-all-again.js';
import { tellOfChanges } from '../../src/usecases/reliance/tell-of-changes.js';
import { newId } from '../../src/new-id.js';
import { type OfficerName, type UserError, type World } from './world.js';

const CHECK_CREDIT = `mutation ($input: CheckCreditInput!) {
  checkCredit(input: $input) { userErrors { code field message } check { id } } }`;
const FEEDBACK = `mutation ($input: RecordCheckFeedbackInput!) {
  recordCheckFeedback(input: $input) { userErrors { code field } } }`;

interface Asked {
  readonly field?: string;
  readonly matter?: string;
  readonly officer?: OfficerName;
}

/** A recorded check, made over the API; returns its id. */
export async function checkCredit(
  world: World,
  creditCode: string,
  { field = 'PROCUREMENT', matter = world.key(), officer = 'approver' }: Asked = {},
): Promise<string> {
  const input = { idempotencyKey: world.key(), creditCode, field, matter, purpose: '资格审查' };
  const { checkCredit: answer } = await world.data<{
    checkCredit: { userErrors: UserError[]; check: { id: string } | null };
  }>(officer, CHECK_CREDIT, { input });
  if (answer.check === null) throw new Error(JSON.stringify(answer.userErrors));
  return answer.check.id;
}

/** Feedback over the API; returns the refusals. */
export async function giveFeedback(
  world: World,
  checkId: string,
  changes: Record<string, unknown> = {},
  officer: OfficerName = 'approver',
): Promise<{ code: string; field: readonly string[] | null }[]> {
  const input = { idempotencyKey: world.key(), checkId, decision: 'GRANTED', measureCodes: [], ...changes };
  const { recordCheckFeedback } = await world.data<{
    recordCheckFeedback: { userErrors: { code: string; field: readonly string[] | null }[] };
  }>(officer, FEEDBACK, { input });
  return recordCheckFeedback.userErrors;
}

/** Puts a subject on a list by an invented decision; returns the entry. */
export async function enterList(
  world: World,
  subjectId: string,
  listCode: string,
  changes: { validFrom?: string; validTo?: string; suspendedUntilOn?: string } = {},
): Promise<string> {
  const id = uuidv7();
  const { validFrom = '2026-01-01', validTo = null, suspendedUntilOn = null } = changes;
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, valid_to, suspended_until_on)
     values ($1, $2, $3, '示例决字〔2026〕1号', '示例机关', $4, $5, $6)`,
    [id, subjectId, listCode, validFrom, validTo, suspendedUntilOn],
  );
  return id;
}

function momentOf(world: World) {
  const { door } = world.product.world;
  return { door, now: world.product.world.now().toISOString(), signal: new AbortController().signal, newId };
}

/** What the worker does every few seconds: looks at what was changed and tells. Returns the number of changes. */
export function tell(world: World): Promise<number> {
  return tellOfChanges(momentOf(world));
}

/** What the worker does every night. */
export function tellByNight(world: World): Promise<number> {
  return askAllAgain(momentOf(world));
}

export interface Change {
  readonly id: string;
  readonly fromVerdict: string;
  readonly toVerdict: string;
  readonly added: readonly { kind: string; code: string; id: string }[];
  readonly removed: readonly { kind: string; code: string; id: string }[];
  readonly causes: readonly string[];
  readonly readAt: string | null;
}

/** What the office was told of one check, newest first. */
export async function changesOf(
  world: World,
  checkId: string,
  officer: OfficerName = 'approver',
): Promise<readonly Change[]> {
  const { node } = await world.data<{ node: { changes: readonly Change[] } | null }>(
    officer,
    `query ($id: ID!) { node(id: $id) { ... on CreditCheck { changes {
       id fromVerdict toVerdict added { kind code id } removed { kind code id } causes readAt } } } }`,
    { id: checkId },
  );
  return node?.changes ?? [];
}

/** Checks that were granted, of enterprises that came onto a list afterwards, and webhooks that wait to tell of it. */
export async function relyOnAnswers(world: World, checks: number): Promise<void> {
  for (let count = 0; count < checks; count++) {
    const input = {
      idempotencyKey: world.key(),
      url: `https://hooks.example/${count}`,
      kinds: ['ANSWER_CHANGED'],
    };
    await world.data(
      'approver',
      'mutation ($input: RegisterWebhookInput!) { registerWebhook(input: $input) { userErrors { code } } }',
      { input },
    );
    const { id, creditCode } = await world.enterprise();
    await giveFeedback(world, await checkCredit(world, creditCode));
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
  }
  await tell(world);
}
