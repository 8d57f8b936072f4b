import { coversRegion, isRegionCode } from '../../domain/region.js';
import { DomainError } from '../../domain/refusal.js';
import { PUBLIC_ID } from '../../domain/spot-check-item.js';
import { parseText } from '../../domain/text.js';
import { ADD_INSPECTION_OBJECT, FIND_RESPONSIBLE } from '../../store/inspection-objects.js';
import { FIND_REGIONS } from '../../store/regions.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RegisterInspectionObjectInput extends ActInput {
  readonly kind: 'PRODUCT' | 'PROJECT' | 'CONDUCT';
  readonly publicId: string;
  readonly name: string;
  /** Unified social credit code of the enterprise that answers for it. */
  readonly creditCode: string;
  /** Where it is; the region of the enterprise when absent. */
  readonly regionCode?: string | null | undefined;
}

/**
 * Enters a product, project or conduct that random inspections may draw, with the enterprise that answers for it: its risk class
 * and its limits are that enterprise's. Enterprises themselves stand in their own register.
 */
export function registerInspectionObject(
  context: Context,
  input: RegisterInspectionObjectInput,
): Promise<Outcome<{ objectId: string }>> {
  return command(context, 'registerInspectionObject', input, async (unit, trail) => {
    const { officerId, officeId, regionCodes } = actorOf(context);
    const { publicId, kind } = input;
    if (!PUBLIC_ID.test(publicId)) throw new DomainError('INVALID_TEXT', { field: ['input', 'publicId'] });
    const name = parseText(input.name, { field: ['input', 'name'], max: 200 });
    const [responsible] = await unit.run(FIND_RESPONSIBLE, [input.creditCode, regionCodes]);
    if (responsible === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'creditCode'] });
    const regionCode = input.regionCode ?? responsible.regionCode;
    const field = ['input', 'regionCode'];
    const known = isRegionCode(regionCode) ? await unit.run(FIND_REGIONS, [[regionCode]]) : [];
    if (known.length === 0) throw new DomainError('UNKNOWN_REGION', { field });
    if (!coversRegion(regionCodes, regionCode)) throw new DomainError('OUTSIDE_JURISDICTION', { field });
    const objectId = context.newId();
    const values = [objectId, publicId, kind, name, responsible.id, regionCode];
    const added = await unit.run(ADD_INSPECTION_OBJECT, [...values, officeId, officerId, context.today]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'publicId'] });
    trail.subjectIds.add(responsible.id);
    return { objectId };
  });
}
