import { parseGridCode } from '../../domain/grid-code.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { FIND_TEAM_OFFICERS } from '../../store/teams.js';

/** What a team is made of; what is absent or null is left as it is. */
export interface TeamParts {
  readonly name?: string | null | undefined;
  readonly capacityPerDay?: number | null | undefined;
  readonly memberIds?: readonly string[] | null | undefined;
  readonly gridCodes?: readonly string[] | null | undefined;
}

interface CheckedTeam {
  readonly name: string | null;
  readonly capacityPerDay: number | null;
  readonly memberIds: readonly string[] | null;
  readonly gridCodes: readonly string[] | null;
}

const LONGEST_NAME = 40;
const MOST_VISITS = 200;
const MOST_MEMBERS = 20;
const MOST_GRIDS = 100;

/**
 * Checks what a team is to be made of. Two of its members at least are police officers, because two must go on every visit.
 * Somebody of another office is not found.
 * Source: People's Police Law and station practice, two officers present [L].
 */
export async function readTeam(unit: Unit, parts: TeamParts): Promise<CheckedTeam> {
  const { name, capacityPerDay, memberIds, gridCodes } = parts;
  return {
    name: name == null ? null : readName(name),
    capacityPerDay: capacityPerDay == null ? null : readCapacity(capacityPerDay),
    gridCodes: gridCodes == null ? null : readGrids(gridCodes),
    memberIds: memberIds == null ? null : await readMembers(unit, memberIds),
  };
}

/** One line: it becomes the title of a calendar, where another line would be another property. */
function readName(name: string): string {
  const field = ['input', 'name'];
  const line = parseText(name, { field, max: LONGEST_NAME });
  if (/\s/u.test(line.replaceAll(' ', '')))
    throw new DomainError('INVALID_TEXT', { field, facts: { max: LONGEST_NAME } });
  return line;
}

function readCapacity(capacityPerDay: number): number {
  if (Number.isInteger(capacityPerDay) && capacityPerDay >= 1 && capacityPerDay <= MOST_VISITS)
    return capacityPerDay;
  throw new DomainError('INVALID_AMOUNT', {
    field: ['input', 'capacityPerDay'],
    facts: { least: 1, most: MOST_VISITS },
  });
}

function readGrids(gridCodes: readonly string[]): string[] {
  if (gridCodes.length > MOST_GRIDS)
    throw new DomainError('TOO_MANY_ITEMS', { field: ['input', 'gridCodes'], facts: { most: MOST_GRIDS } });
  return [
    ...new Set(gridCodes.map((code, index) => parseGridCode(code, ['input', 'gridCodes', String(index)]))),
  ];
}

async function readMembers(unit: Unit, memberIds: readonly string[]): Promise<string[]> {
  const field = ['input', 'memberIds'];
  if (memberIds.length > MOST_MEMBERS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_MEMBERS } });
  const officers = await unit.run(FIND_TEAM_OFFICERS, [memberIds, unit.opener.officeId]);
  const known = new Map(officers.map(({ id, mayInspect }) => [id, mayInspect]));
  const stranger = memberIds.findIndex((id) => !known.has(id));
  if (stranger >= 0) throw new DomainError('NOT_FOUND', { field: [...field, String(stranger)] });
  if (officers.filter(({ mayInspect }) => mayInspect).length < 2)
    throw new DomainError('SECOND_OFFICER_REQUIRED', { field });
  return [...known.keys()];
}
