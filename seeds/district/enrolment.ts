import { type Standard, type SubjectKind, typesNamedBy } from '../../src/domain/standard.js';
import type { HouseholdOnFile } from './households.js';

/** Who is to be rated in which sectors, by the same rule by which a new record finds its sectors. */
export class Enrolment {
  readonly #standards: readonly { standard: Standard; enrolling: ReadonlySet<string> }[];
  readonly #households = new Map<string, string>();
  readonly #subjects = new Map<string, Set<string>>();

  constructor(standards: readonly Standard[], households: readonly HouseholdOnFile[]) {
    this.#standards = standards.map((standard) => ({
      standard,
      enrolling: new Set(standard.enrolledBy ?? typesNamedBy(standard)),
    }));
    for (const { id, memberIds } of households) {
      for (const memberId of memberIds) this.#households.set(memberId, id);
    }
  }

  /** A record of the type has come into the subject's file. */
  note({ id, kind }: { id: string; kind: SubjectKind }, type: string): void {
    const householdId = this.#households.get(id);
    for (const { standard, enrolling } of this.#standards) {
      if (!enrolling.has(type)) continue;
      if (standard.subjectKinds.includes(kind)) this.#enrol(standard.sector, id);
      const countsForHousehold =
        standard.members !== undefined && standard.subjectKinds.includes('HOUSEHOLD');
      if (countsForHousehold && householdId !== undefined) this.#enrol(standard.sector, householdId);
    }
  }

  /** In the order in which they came into their sectors. */
  get subjectIds(): ReadonlyMap<string, readonly string[]> {
    return new Map([...this.#subjects].map(([sector, ids]) => [sector, [...ids]]));
  }

  #enrol(sector: string, id: string): void {
    const ids = this.#subjects.get(sector);
    if (ids) ids.add(id);
    else this.#subjects.set(sector, new Set([id]));
  }
}
