import type { SubjectKind } from '../domain/standard.js';
import { type Context, hasRole } from '../usecases/context.js';
import { registeredSubjectOf } from './enterprise.js';
import { loadHousehold } from './household.js';
import { loadRentalHouse } from './rental-house.js';
import type { CreditSubject } from './subject.js';

/** A subject of any kind, as the caller would find it by its id; null where he would not. */
export async function loadSubject(
  context: Context,
  kind: SubjectKind,
  uuid: string,
): Promise<CreditSubject | null> {
  switch (kind) {
    case 'ENTERPRISE':
    case 'LAW_FIRM': {
      const row = await context.loaders.enterprise.load(uuid);
      return row === null ? null : registeredSubjectOf(row);
    }
    case 'RENTAL_HOUSE':
      return hasRole(context, 'STATION_OFFICER', 'AUDITOR') ? loadRentalHouse(context, uuid) : null;
    case 'HOUSEHOLD':
      return hasRole(context, 'CREDIT_CLERK', 'AUDITOR') ? loadHousehold(context, uuid) : null;
    case 'PERSON':
    case 'LAWYER':
      // Persons are looked up by their id, with a purpose.
      return null;
  }
}
