import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { coversRegion, isRegionCode } from '../../domain/region.js';
import { DomainError } from '../../domain/refusal.js';
import { NO_INSPECTORS, PUBLIC_ID } from '../../domain/spot-check-item.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { FIND_SPECIALTIES } from '../../store/inspection-items.js';
import { ADD_INSPECTOR, FIND_OFFICER_OF_OFFICE } from '../../store/inspectors.js';
import { FIND_REGIONS } from '../../store/regions.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RegisterInspectorInput extends ActInput {
  readonly name: string;
  readonly certificateNumber: string;
  readonly certificateExpiresOn: CivilDate;
  /** In which capacity he serves; only OFFICER may inspect enterprises. */
  readonly capacity: 'OFFICER' | 'AUXILIARY' | 'GRID_WORKER' | 'THIRD_PARTY';
  /** The officer who he is, where he has an account. */
  readonly officerId?: string | null | undefined;
  readonly specialties: readonly string[];
  /** Region subtrees that he works in; the whole jurisdiction when empty. */
  readonly areaCodes: readonly string[];
}

const MOST_CODES = 100;

/**
 * Enters an inspector of the caller's own office (检查人员) with the certificate of law enforcement (行政执法证) that the office vouches for.
 * Grid workers, auxiliaries and third parties are no inspectors of enterprises, whatever certificate is stated for them.
 * Source: 国办发〔2024〕54号 [S].
 */
export function registerInspector(
  context: Context,
  input: RegisterInspectorInput,
): Promise<Outcome<{ inspectorId: string }>> {
  return command(context, 'registerInspector', input, async (unit) => {
    const { officerId, officeId } = actorOf(context);
    if (input.capacity !== 'OFFICER')
      throw new DomainError('NOT_AN_INSPECTOR', { field: ['input', 'capacity'] });
    const name = parseText(input.name, { field: ['input', 'name'], max: 50 });
    const number = input.certificateNumber;
    if (!PUBLIC_ID.test(number))
      throw new DomainError('INVALID_TEXT', { field: ['input', 'certificateNumber'] });
    const expiresOn = parseCivilDate(input.certificateExpiresOn, ['input', 'certificateExpiresOn']);
    if (expiresOn < context.today)
      throw new DomainError('DATE_IN_PAST', { field: ['input', 'certificateExpiresOn'] });
    await requireOfficer(unit, input.officerId ?? null, officeId);
    const specialties = await requireSpecialties(unit, input.specialties);
    const areaCodes = await requireAreas(context, unit, input.areaCodes);
    const inspectorId = context.newId();
    const values = [inspectorId, name, number, expiresOn, officeId, specialties, areaCodes];
    const added = await unit.run(ADD_INSPECTOR, [...values, input.officerId ?? null, officerId]);
    if (added.length === 0)
      throw new DomainError('ALREADY_EXISTS', { field: ['input', 'certificateNumber'] });
    return { inspectorId };
  });
}

/** An officer of another office is not found, like one who does not exist. */
async function requireOfficer(unit: Unit, officerId: string | null, officeId: string): Promise<void> {
  if (officerId === null) return;
  const field = ['input', 'officerId'];
  const [officer] = await unit.run(FIND_OFFICER_OF_OFFICE, [officerId, officeId]);
  if (officer === undefined) throw new DomainError('NOT_FOUND', { field });
  const barred: readonly string[] = NO_INSPECTORS;
  if (officer.roles.some((role) => barred.includes(role)))
    throw new DomainError('NOT_AN_INSPECTOR', { field });
}

async function requireSpecialties(unit: Unit, codes: readonly string[]): Promise<string[]> {
  const field = ['input', 'specialties'];
  if (codes.length > MOST_CODES)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_CODES } });
  const wanted = [...new Set(codes)].sort();
  const known = await unit.run(FIND_SPECIALTIES, [wanted]);
  if (known.length < wanted.length) throw new DomainError('UNKNOWN_CODE', { field });
  return wanted;
}

async function requireAreas(context: Context, unit: Unit, codes: readonly string[]): Promise<string[]> {
  const field = ['input', 'areaCodes'];
  if (codes.length > MOST_CODES)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_CODES } });
  const wanted = [...new Set(codes)].sort();
  const known = wanted.every(isRegionCode) ? await unit.run(FIND_REGIONS, [wanted]) : [];
  if (known.length < wanted.length) throw new DomainError('UNKNOWN_REGION', { field });
  const { regionCodes } = actorOf(context);
  if (!wanted.every((code) => coversRegion(regionCodes, code)))
    throw new DomainError('OUTSIDE_JURISDICTION', { field });
  return wanted;
}
