import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { patrolMonth, patrolsOutstanding } from '../../domain/patrol.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { LIST_CHECK_ITEMS } from '../../store/hazards.js';
import {
  ADD_PATROL,
  FIND_HOUSE_OF_STATION,
  FIND_PATROLS,
  type PatrolRow,
  READ_PATROLS,
} from '../../store/patrols.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RecordPatrolInput extends ActInput {
  /** Made by the client: however often and however late a phone sends it, there is one patrol. */
  readonly patrolId?: string | null | undefined;
  readonly houseId: string;
  readonly patrolledOn: string;
  readonly observedItemCodes?: readonly string[] | null | undefined;
  readonly note?: string | null | undefined;
}

export interface RecordedPatrol {
  readonly patrol: PatrolRow;
  /** Patrols of that month that are still to be done. */
  readonly outstanding: number;
}

const MOST_ITEMS = 50;
const LONGEST_NOTE = 1000;

/**
 * Records a patrol (巡查) of the public areas of a house of the caller's own station. A patrol is no inspection: it makes no hazard and no
 * record, and moves neither tier nor due date. What seemed not in order is a clue for the next inspection.
 * Source: auxiliaries only assist in public areas, grid workers inspect no enterprises (国办发〔2024〕54号) [S]; each officer records a
 * house once a day [D].
 */
export function recordPatrol(context: Context, input: RecordPatrolInput): Promise<Outcome<RecordedPatrol>> {
  return command(context, 'recordPatrol', input, async (unit, trail) => {
    const { officeId, officerId } = actorOf(context);
    const [house] = await unit.run(FIND_HOUSE_OF_STATION, [input.houseId, officeId]);
    if (house === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'houseId'] });
    const patrolledOn = readDay(context, input, house.registeredOn);
    const codes = await readItems(unit, input.observedItemCodes ?? []);
    const note = input.note ? parseText(input.note, { field: ['input', 'note'], max: LONGEST_NOTE }) : null;
    const id = input.patrolId ?? context.newId();
    const added = await unit.run(ADD_PATROL, [id, house.id, officeId, patrolledOn, officerId, codes, note]);
    const known = await unit.run(FIND_PATROLS, [id, house.id, patrolledOn, officerId]);
    const said = { houseId: house.id, patrolledOn, officerId };
    const patrol = known.find(
      (row) => row.id === id && isThisOne(row, said) && saysTheSame(row, { codes, note }),
    );
    if (patrol === undefined) refuseSecond(known, said);
    if (added.length > 0) trail.subjectIds.add(house.id);
    const { asOf, firstOn, beforeOn } = patrolMonth(patrolledOn, context.today);
    const { sources, doneThisMonth } = await runOne(unit, READ_PATROLS, [
      [house.id],
      asOf,
      firstOn,
      beforeOn,
    ]);
    const perMonth = sources.reduce((total, source) => total + source.perMonth, 0);
    return { patrol, outstanding: patrolsOutstanding(perMonth, doneThisMonth) };
  });
}

type Identity = Pick<PatrolRow, 'houseId' | 'patrolledOn' | 'officerId'>;

function isThisOne(row: PatrolRow, { houseId, patrolledOn, officerId }: Identity): boolean {
  return row.houseId === houseId && row.patrolledOn === patrolledOn && row.officerId === officerId;
}

/** A phone sends the same again; what says something else is another patrol. */
function saysTheSame(
  row: PatrolRow,
  { codes, note }: { readonly codes: readonly string[]; readonly note: string | null },
): boolean {
  return row.note === note && row.observedItemCodes.join() === codes.join();
}

function readDay(context: Context, input: RecordPatrolInput, registeredOn: CivilDate): CivilDate {
  const field = ['input', 'patrolledOn'];
  const patrolledOn = parseCivilDate(input.patrolledOn, field);
  if (patrolledOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (patrolledOn < registeredOn) throw new DomainError('INVALID_DATE', { field });
  return patrolledOn;
}

async function readItems(unit: Unit, codes: readonly string[]): Promise<string[]> {
  const field = ['input', 'observedItemCodes'];
  if (codes.length > MOST_ITEMS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_ITEMS } });
  if (codes.length === 0) return [];
  const known = new Set((await unit.run(LIST_CHECK_ITEMS, [])).map(({ code }) => code));
  const at = codes.findIndex((code) => !known.has(code));
  if (at >= 0) throw new DomainError('UNKNOWN_CODE', { field: [...field, String(at)] });
  return [...new Set(codes)].sort();
}

/** Either the officer has recorded that house on that day, under another id, or the id is that of something else. */
function refuseSecond(known: readonly PatrolRow[], identity: Identity): never {
  const first = known.find((row) => isThisOne(row, identity));
  if (first === undefined) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'patrolId'] });
  const { id, officerName, recordedAt } = first;
  throw new DomainError('ALREADY_RECORDED', {
    field: ['input', 'patrolledOn'],
    explanation: {
      zh: `${officerName}已记录当日巡查。`,
      en: `${officerName} recorded the patrol of that day.`,
    },
    facts: { patrolId: id, officerName, recordedAt },
  });
}
