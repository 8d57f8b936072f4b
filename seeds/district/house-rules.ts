import type { CivilDate } from '../../src/domain/civil-date.js';
import { type HazardTerm, hazardTerm } from '../../src/domain/hazard.js';
import type { InspectionRules } from '../../src/domain/inspection-rule.js';
import { type Interval, nextDue } from '../../src/domain/inspection-schedule.js';
import { rate, type RatedRecord } from '../../src/domain/rating.js';
import type { WorkCalendar } from '../../src/domain/working-days.js';
import {
  type CheckItemEntry,
  readCalendar,
  readCatalogues,
  readSectorFile,
  readSectorFiles,
} from '../reference-files.js';

/**
 * The product's own rules, as far as the stories of rental houses need them: officers of the demo district visit when
 * the standard and the policy say so, and nothing about a tier is made up.
 */
export class HouseRules {
  readonly items: readonly CheckItemEntry[];
  /** Days on which another version of the standard began: all houses are rated anew. */
  readonly versionDays: readonly CivilDate[];
  readonly #standard;
  readonly #intervals: ReadonlyMap<string | null, Interval>;
  readonly #calendar: WorkCalendar;
  readonly #rules: InspectionRules;

  constructor() {
    const { standard, treatments } = readSectorFile('urban-village');
    const { checkItems, inspectionRules } = readCatalogues();
    this.items = checkItems;
    this.versionDays = readSectorFiles()
      .filter((file) => file.standard.sector === standard.sector)
      .map((file) => file.standard.inForceFrom);
    this.#rules = Object.fromEntries(
      inspectionRules.map(({ code, value }) => [code, value]),
    ) as unknown as InspectionRules;
    this.#standard = standard;
    this.#calendar = { years: readCalendar() };
    this.#intervals = new Map(
      treatments.map(({ gradeCode, value, unit }) => [gradeCode, intervalOf(value, unit)] as const),
    );
  }

  /** When a finding must be put right, and when somebody looks again. */
  termOf({ term }: CheckItemEntry, from: CivilDate): HazardTerm {
    return hazardTerm({ from, term, calendar: this.#calendar, rules: this.#rules });
  }

  /** When a house that nobody has seen yet is to be seen. */
  firstVisitDueOn(registeredOn: CivilDate): CivilDate {
    return nextDue({
      rating: { basis: 'BY_DEFAULT', gradeCode: null },
      interval: this.#intervalOf(null),
      lastInspectedOn: null,
      registeredOn,
      gradeSince: registeredOn,
      revisitOn: null,
    }).dueOn;
  }

  /**
   * When a house last visited on `lastOn` is due again, given all its records including those still to come: a hazard
   * that will be closed before the visit puts the visit off.
   */
  nextVisitDueOn(records: readonly RatedRecord[], lastOn: CivilDate): CivilDate {
    let dueOn = this.#dueOn(records, lastOn, lastOn);
    // A tier only gets better between two visits by something closing, and there are three tiers.
    for (let tier = 1; tier <= 3; tier++) {
      const later = this.#dueOn(records, lastOn, dueOn);
      if (later <= dueOn) break;
      dueOn = later;
    }
    return dueOn;
  }

  /** The due date as a look at the schedule on the day `on` would show it. */
  #dueOn(records: readonly RatedRecord[], lastOn: CivilDate, on: CivilDate): CivilDate {
    const rating = rate(this.#standard, records, on);
    return nextDue({
      rating,
      interval: this.#intervalOf(rating.gradeCode),
      lastInspectedOn: lastOn,
      registeredOn: lastOn,
      gradeSince: lastOn,
      revisitOn: null,
    }).dueOn;
  }

  #intervalOf(gradeCode: string | null): Interval {
    const interval = this.#intervals.get(gradeCode);
    if (interval === undefined)
      throw new Error(`No treatment says how often ${gradeCode ?? 'the unrated'} are seen.`);
    return interval;
  }
}

function intervalOf(value: number, unit: string): Interval {
  if (unit !== 'DAY' && unit !== 'MONTH') throw new Error(`The demo does not expect the unit ${unit}.`);
  return { value, unit };
}
