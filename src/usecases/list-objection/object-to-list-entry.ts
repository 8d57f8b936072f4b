import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { type ListTerms, requireAct } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { addWorkingDays } from '../../domain/working-days.js';
import type { Unit } from '../../store/door.js';
import {
  ADD_LIST_OBJECTION,
  type ListObjectionRow,
  type NewListObjection,
} from '../../store/list-objections.js';
import { command, type ActInput, type Outcome, type Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { firmObjectionTerm } from '../steps/firm-objection-term.js';
import { lockListCase } from '../steps/lock-list-case.js';
import { lockListEntry } from '../steps/lock-list-entry.js';
import { readCalendar } from '../steps/read-calendar.js';

export interface ObjectToListEntryInput extends ActInput {
  /** Either the case, before the entry, or the entry that was made. */
  readonly against: { readonly caseId: string } | { readonly entryId: string };
  readonly filedAs: ListObjectionRow['filedAs'];
  readonly grounds: string;
  readonly filedOn: string;
}

interface Against {
  readonly caseId: string | null;
  readonly entryId: string | null;
  readonly terms: ListTerms;
}

/**
 * Records an objection (异议、陈述申辩) that came in writing: to a proposed entry inside its term, which the day of filing must keep, or to an entry
 * that was made, at any time while it holds. Whoever asks about the subject is told at once that an objection is open.
 * Source: right to state one's case before a measure and to object after it; marked at once, answered within the term of the list [L].
 */
export function objectToListEntry(
  context: Context,
  input: ObjectToListEntryInput,
): Promise<Outcome<{ objectionId: string }>> {
  return command(context, 'objectToListEntry', input, async (unit, trail) => {
    const filedOn = readFiledOn(context, input);
    const { terms, ...against } =
      'caseId' in input.against
        ? await againstCase(context, unit, trail, { ...input.against, filedOn })
        : await againstEntry(context, unit, trail, { ...input.against, filedOn });
    if (input.filedAs === 'PUBLIC' && terms.notice !== 'PUBLICITY') {
      throw new DomainError('WRONG_STATE', {
        field: ['input', 'filedAs'],
        explanation: {
          zh: '只有守信名单的公示可以由社会公众提出异议。',
          en: 'The public objects to what is published as proposed, which only red lists are.',
        },
      });
    }
    const { officerId, officeId } = actorOf(context);
    const due = addWorkingDays(filedOn, terms.decideObjectionWorkingDays, await readCalendar(unit));
    const objection: NewListObjection = {
      id: context.newId(),
      ...against,
      ...{ officeId, recordedBy: officerId, filedOn, filedAs: input.filedAs },
      grounds: parseToldText(input.grounds, { field: ['input', 'grounds'], max: 2000 }),
      decideUntilOn: due.on,
      decideIsProvisional: due.provisional,
    };
    const added = await unit.run(ADD_LIST_OBJECTION, [JSON.stringify(objection)]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'filedAs'] });
    return { objectionId: objection.id };
  });
}

function readFiledOn(context: Context, { filedOn }: ObjectToListEntryInput): CivilDate {
  const field = ['input', 'filedOn'];
  const day = parseCivilDate(filedOn, field);
  if (day > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  return day;
}

async function againstCase(
  context: Context,
  unit: Unit,
  trail: Trail,
  { caseId, filedOn }: { readonly caseId: string; readonly filedOn: CivilDate },
): Promise<Against> {
  const row = await firmObjectionTerm(unit, await lockListCase(context, unit, trail, caseId));
  const acting = { officerId: actorOf(context).officerId, on: filedOn };
  requireAct('OBJECT', row, acting, ['input', 'filedOn']);
  if (row.noticedOn !== null && filedOn < row.noticedOn)
    throw new DomainError('INVALID_DATE', { field: ['input', 'filedOn'] });
  return { caseId: row.id, entryId: null, terms: row.terms };
}

async function againstEntry(
  context: Context,
  unit: Unit,
  trail: Trail,
  { entryId, filedOn }: { readonly entryId: string; readonly filedOn: CivilDate },
): Promise<Against> {
  const entry = await lockListEntry(context, unit, trail, entryId);
  if (filedOn < entry.validFrom) throw new DomainError('INVALID_DATE', { field: ['input', 'filedOn'] });
  return { caseId: null, entryId: entry.id, terms: entry.terms };
}
