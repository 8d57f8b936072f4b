import { changeBetween } from '../../domain/answer-substance.js';
import { civilDateOf, type Instant } from '../../domain/civil-date.js';
import { READ_CREDIT_FACTS_OF_MANY } from '../../store/credit-checks.js';
import { type NewAnswerChange, type OpenReliance, TELL_CHANGES } from '../../store/reliances.js';
import type { Queryable } from '../../store/statement.js';
import { ADD_DELIVERIES, type NewDelivery, WEBHOOKS_TO_TELL } from '../../store/webhooks.js';
import { momentValues, NOW } from '../moment.js';
import { substanceOfFacts } from './substance-of-facts.js';

export interface Asking {
  readonly now: Instant;
  newId(): string;
  /** Why it is asked again, as codes. */
  causesOf(reliance: OpenReliance): readonly string[];
}

/** What is written of one reliance whose answer would be another one. */
interface Told {
  readonly reliance: OpenReliance;
  readonly change: NewAnswerChange;
}

/**
 * Asks again what these reliances rest on, and tells each office whose answer would be another one: the change, and what its webhooks shall
 * say of it, are kept in one transaction, or neither. One statement for each approval field and three for what has changed, however
 * many there are. Answers the number of changes.
 */
export async function askAgain(
  unit: Queryable,
  reliances: readonly OpenReliance[],
  asking: Asking,
): Promise<number> {
  const told: Told[] = [];
  for (const fieldCode of new Set(reliances.map((reliance) => reliance.fieldCode))) {
    const ofField = reliances.filter((reliance) => reliance.fieldCode === fieldCode);
    told.push(...(await changesIn(unit, ofField, asking)));
  }
  if (told.length === 0) return 0;
  await unit.run(TELL_CHANGES, [JSON.stringify(told.map(({ change }) => change)), asking.now]);
  await fillOutbox(unit, told, asking);
  return told.length;
}

async function changesIn(
  unit: Queryable,
  reliances: readonly OpenReliance[],
  { now, newId, causesOf }: Asking,
): Promise<Told[]> {
  const [{ fieldCode } = { fieldCode: '' }] = reliances;
  const codes = [...new Set(reliances.map(({ creditCode }) => creditCode))];
  const [on, known] = momentValues(civilDateOf(now), NOW);
  const rows = await unit.run(READ_CREDIT_FACTS_OF_MANY, [codes, fieldCode, on, known]);
  const factsOf = new Map(rows.map((row) => [row.creditCode, row]));
  return reliances.flatMap((reliance) => {
    const { told: before, creditCode, changeCount, id: relianceId, officeId } = reliance;
    const facts = factsOf.get(creditCode);
    if (facts === undefined) return [];
    const after = substanceOfFacts(facts, { creditCode, fieldCode, on });
    const difference = changeBetween(before, after);
    if (difference === null) return [];
    const change: NewAnswerChange = {
      ...{ id: newId(), relianceId, officeId, subjectId: facts.subjectId, sequence: changeCount + 1 },
      ...lastSaid(reliance),
      ...{ toVerdict: after.verdict, toReasonCode: after.reasonCode },
      ...difference,
      causes: causesOf(reliance),
      told: after,
    };
    return [{ reliance, change }];
  });
}

/** The first change follows the answer of the check, word for word: it may have been given on old data. */
function lastSaid({ told, changeCount, checkVerdict, checkReasonCode }: OpenReliance) {
  return changeCount === 0
    ? { fromVerdict: checkVerdict, fromReasonCode: checkReasonCode }
    : { fromVerdict: told.verdict, fromReasonCode: told.reasonCode };
}

async function fillOutbox(unit: Queryable, told: readonly Told[], { now, newId }: Asking): Promise<void> {
  const officeIds = [...new Set(told.map(({ reliance }) => reliance.officeId))];
  const webhooks = await unit.run(WEBHOOKS_TO_TELL, [officeIds]);
  const deliveries: NewDelivery[] = told.flatMap((one) =>
    webhooks
      .filter(({ officeId }) => officeId === one.reliance.officeId)
      .map(({ id: webhookId }) => ({
        id: newId(),
        webhookId,
        changeId: one.change.id,
        body: bodyOf(one, now),
      })),
  );
  if (deliveries.length > 0) await unit.run(ADD_DELIVERIES, [JSON.stringify(deliveries), now]);
}

/** What the system of the office is sent: ids and codes, as in the receipt of the check. Names nobody. */
function bodyOf({ reliance, change }: Told, noticedAt: Instant): string {
  const { checkId, matter, fieldCode: field, creditCode } = reliance;
  const { id, fromVerdict, toVerdict } = change;
  const kind = 'credit.answer.changed';
  return JSON.stringify({ id, kind, checkId, matter, field, creditCode, fromVerdict, toVerdict, noticedAt });
}
