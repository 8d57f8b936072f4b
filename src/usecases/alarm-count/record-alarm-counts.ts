import { dayOfMonth, isCivilDate } from '../../domain/civil-date.js';
import { coversRegion } from '../../domain/region.js';
import { DomainError, DomainErrors, type RefusalCode } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { ADD_ALARM_COUNTS, LIST_ALARM_KINDS } from '../../store/alarm-counts.js';
import type { Unit } from '../../store/door.js';
import { FIND_REGIONS } from '../../store/regions.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface AlarmCountItem {
  /** A village of the jurisdiction. */
  readonly regionCode: string;
  /** The first day of the month. */
  readonly month: string;
  readonly kind: string;
  readonly count: number;
}

export interface RecordAlarmCountsInput extends ActInput {
  /** Where the figures come from. */
  readonly source: string;
  readonly items: readonly AlarmCountItem[];
  readonly errorPolicy: 'REJECT_ALL' | 'SKIP_FAILED';
}

/** What became of an item; the same place in the list as in the input. */
export interface RecordedAlarmCount {
  /** Null: it was recorded. */
  readonly refusal: { readonly code: RefusalCode; readonly field: readonly string[] } | null;
  /** The figure that it supersedes; null: there was none. */
  readonly formerCount: number | null;
}

const MOST_ITEMS = 250;
const ITEMS = ['input', 'items'];

/**
 * Records alarms (警情) of villages, month by month. What is on record is never changed: a correction is recorded after it and
 * counts in its place. By SKIP_FAILED the good items are kept; where none is good, nothing is recorded, as by REJECT_ALL.
 */
export function recordAlarmCounts(
  context: Context,
  input: RecordAlarmCountsInput,
): Promise<Outcome<{ items: RecordedAlarmCount[] }>> {
  return command(context, 'recordAlarmCounts', input, async (unit) => {
    const source = parseText(input.source, { field: ['input', 'source'], max: 200 });
    const refusals = await judge(context, unit, input.items);
    const refused = refusals.filter((refusal) => refusal !== null);
    const isNothingLeft = refused.length === input.items.length;
    if (refused.length > 0 && (isNothingLeft || input.errorPolicy === 'REJECT_ALL'))
      throw new DomainErrors(refused);
    const good = input.items.flatMap((item, index) => (refusals[index] === null ? [{ ...item, index }] : []));
    const values = [JSON.stringify(good), source, actorOf(context).officeId];
    const added = await unit.run(ADD_ALARM_COUNTS, values);
    const former = new Map(added.map(({ index, formerCount }) => [index, formerCount]));
    const items = refusals.map((refusal, index) => ({
      refusal: refusal === null ? null : { code: refusal.code, field: refusal.details.field ?? ITEMS },
      formerCount: former.get(index) ?? null,
    }));
    return { items };
  });
}

/** Of each item the first reason to refuse it, or null. Two statements for all of them. */
async function judge(
  context: Context,
  unit: Unit,
  items: readonly AlarmCountItem[],
): Promise<(DomainError | null)[]> {
  if (items.length === 0) throw new DomainError('MISSING_VALUE', { field: ITEMS });
  if (items.length > MOST_ITEMS)
    throw new DomainError('TOO_MANY_ITEMS', { field: ITEMS, facts: { most: MOST_ITEMS } });
  const regions = await unit.run(FIND_REGIONS, [items.map(({ regionCode }) => regionCode)]);
  const kinds = await unit.run(LIST_ALARM_KINDS, []);
  const villages = new Set(regions.filter(({ level }) => level === 'VILLAGE').map(({ code }) => code));
  const known = { villages, kinds: new Set(kinds.map(({ code }) => code)) };
  const seen = new Set<string>();
  return items.map((item, index) => {
    const fault = faultOf(context, item, known) ?? (seen.has(keyOf(item)) ? DUPLICATE : null);
    if (fault === null) {
      seen.add(keyOf(item));
      return null;
    }
    const [code, name] = fault;
    return new DomainError(code, { field: [...ITEMS, String(index), ...(name === null ? [] : [name])] });
  });
}

interface Known {
  readonly villages: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

type Fault = readonly [RefusalCode, keyof AlarmCountItem | null];
/** More in one village and month can only be a mistake. */
const MOST_ALARMS = 1_000_000;
const DUPLICATE: Fault = ['DUPLICATE_ROW', null];

/** Regions are public, so one elsewhere is told as such. Figures are kept for villages only: those of a town would count them twice. */
function faultOf(
  context: Context,
  { regionCode, month, kind, count }: AlarmCountItem,
  { villages, kinds }: Known,
): Fault | null {
  if (!villages.has(regionCode)) return ['UNKNOWN_REGION', 'regionCode'];
  if (!coversRegion(actorOf(context).regionCodes, regionCode)) return ['OUTSIDE_JURISDICTION', 'regionCode'];
  if (!isCivilDate(month) || dayOfMonth(month) !== 1) return ['INVALID_DATE', 'month'];
  if (month > context.today) return ['DATE_IN_FUTURE', 'month'];
  if (!kinds.has(kind)) return ['UNKNOWN_CODE', 'kind'];
  if (!Number.isInteger(count) || count < 0 || count > MOST_ALARMS) return ['INVALID_AMOUNT', 'count'];
  return null;
}

function keyOf({ regionCode, month, kind }: AlarmCountItem): string {
  return `${regionCode} ${month} ${kind}`;
}
