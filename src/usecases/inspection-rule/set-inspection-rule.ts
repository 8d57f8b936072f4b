import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { FIND_RULE_KIND, FIND_STATION_BY_CODE, SET_INSPECTION_RULE } from '../../store/inspection-rules.js';
import { isInChargeOf } from '../actor.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface SetInspectionRuleInput extends ActInput {
  readonly code: string;
  readonly value: number;
  readonly validFrom: string;
  readonly reason: string;
  /** Code of a police station; null: everywhere. */
  readonly stationCode?: string | null | undefined;
}

/**
 * Sets a rule about rental inspections from a day on, for one station or for everywhere, inside the bounds that law leaves. A
 * dated row is added and nothing overwritten. Offices that are not in charge of the tiers of rental houses set nothing.
 */
export function setInspectionRule(
  context: Context,
  input: SetInspectionRuleInput,
): Promise<Outcome<{ code: string }>> {
  return command(context, 'setInspectionRule', input, async (unit) => {
    const actor = actorOf(context);
    if (!isInChargeOf(actor, RENTAL_HOUSE_SECTOR, false)) throw new DomainError('FORBIDDEN');
    const validFrom = parseCivilDate(input.validFrom, ['input', 'validFrom']);
    if (validFrom < context.today) throw new DomainError('DATE_IN_PAST', { field: ['input', 'validFrom'] });
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 500 });
    const officeId = input.stationCode == null ? null : await findStation(context, unit, input.stationCode);
    const source = JSON.stringify({ instrument: actor.officeName, mark: 'D', checkedOn: context.today });
    const values = [context.newId(), input.code, input.value, officeId, validFrom, reason, source];
    const set = await unit.run(SET_INSPECTION_RULE, [...values, actor.officerId]);
    if (set.length === 0) await refuse(unit, input.code);
    return { code: input.code };
  });
}

async function findStation(context: Context, unit: Unit, code: string): Promise<string> {
  const [station] = await unit.run(FIND_STATION_BY_CODE, [code, actorOf(context).regionCodes]);
  if (station === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'stationCode'] });
  return station.officeId;
}

async function refuse(unit: Unit, code: string): Promise<never> {
  const [kind] = await unit.run(FIND_RULE_KIND, [code]);
  if (kind === undefined) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'code'] });
  throw new DomainError('RULE_OUT_OF_BOUNDS', {
    field: ['input', 'value'],
    explanation: {
      zh: `允许的范围是 ${kind.least} 至 ${kind.most}。`,
      en: `It may be ${kind.least} to ${kind.most}.`,
    },
    facts: { least: kind.least, most: kind.most },
  });
}
