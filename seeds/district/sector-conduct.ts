import { addDays, type CivilDate, daysBetween } from '../../src/domain/civil-date.js';
import { settledThrough, windowStart } from '../../src/domain/settlement.js';
import type { Indicator } from '../../src/domain/standard.js';
import type { Random } from './random.js';
import type { Vocabulary } from './vocabulary.js';
import { earlierOf, laterOf } from './world.js';

/** One thing that happens in a scenario. */
export interface Happening {
  readonly type: string;
  readonly on: CivilDate;
  readonly amountHundredths: number | null;
}

export interface Story {
  /** What opens the file, shows that somebody has looked, or completes it; belongs to the subject itself. */
  readonly papers: readonly Happening[];
  /** What was done, by the subject or by its members. */
  readonly deeds: readonly Happening[];
}

/**
 * UNSEEN: known to the sector, and nobody has looked yet. EXEMPT: not rated for the time being. EXEMPLARY: much was done, and
 * all of it good, so that the best grades are reached too.
 */
export type Course = 'ORDINARY' | 'EXEMPLARY' | 'UNSEEN' | 'EXEMPT';

const daysTold = 300;
const mostDeeds = 6;
const shareOfGood = 2 / 3;
/** Residents mostly collect points. */
const shareOfGoodInPointsScheme = 5 / 6;
const shareOfVetoes = 0.06;
const shareOfPapers = 0.7;
const unitsOfUncapped = 20;
const mostUnits = 100;
const unitHundredths = 100;
/** Comprehensive assessments (公共信用综合评价) come to one result at a time. */
const oneResult = 'COMPREHENSIVE_';

type Extent = 'SOME' | 'MUCH';

/** Tells what subjects of one sector have done, in records of types that only their scenario has. */
export class SectorConduct {
  readonly #random: Random;
  readonly #words: Vocabulary;
  readonly #asOf: CivilDate;
  readonly #from: CivilDate;
  readonly #to: CivilDate;

  constructor(random: Random, words: Vocabulary, days: { today: CivilDate; lastDay: CivilDate }) {
    const { settlement = 'AT_ONCE', window = 'ROLLING' } = words.standard;
    this.#random = random;
    this.#words = words;
    // What the standard has not settled yet, or no longer looks at, would be told in vain.
    this.#asOf = settledThrough(settlement, days.today);
    this.#to = earlierOf(this.#asOf, days.lastDay);
    const told = addDays(this.#asOf, 1 - daysTold);
    this.#from = laterOf(told, windowStart(window, this.#asOf) ?? told);
  }

  /** `onFile` are the types that the subject has already; direct rules are told of enterprises only. */
  tell(course: Course, onFile: ReadonlySet<string>, mayBeVetoed: boolean): Story {
    const { evidence, papers, firstPapers, exemptions } = this.#words;
    if (course === 'UNSEEN' && firstPapers.length > 0)
      return { papers: [this.#paper(this.#random.pick(firstPapers))], deeds: [] };
    const completing = papers.flatMap((types) =>
      this.#random.chance(shareOfPapers) ? [this.#random.pick(types)] : [],
    );
    const types = [
      ...(evidence.length === 0 ? [] : [this.#random.pick(evidence)]),
      ...completing,
      ...(course === 'EXEMPT' ? exemptions.slice(0, 1) : []),
    ];
    const missing = types.filter((type) => !onFile.has(type)).map((type) => this.#paper(type));
    const deeds = course === 'EXEMPLARY' ? this.#goodDeeds() : this.#deeds(mayBeVetoed);
    const isEnrolled = [...missing, ...deeds].some(({ type }) => this.#words.enrols(type));
    return { papers: missing, deeds: isEnrolled ? deeds : [...deeds, ...this.#enrollingDeed()] };
  }

  #deeds(mayBeVetoed: boolean): Happening[] {
    const { standard, good, bad, vetoes } = this.#words;
    const share = standard.pointsScheme === true ? shareOfGoodInPointsScheme : shareOfGood;
    const count = this.#random.between(1, mostDeeds);
    const kinds = Array.from({ length: count }, () => (this.#random.chance(share) ? good : bad));
    const deeds = this.#oneOfEach(kinds).map((indicator) => this.#deed(indicator));
    if (!mayBeVetoed || vetoes.length === 0 || !this.#random.chance(shareOfVetoes)) return deeds;
    const veto = this.#random.pick(vetoes);
    return [...deeds, ...Array.from({ length: veto.minCount ?? 1 }, () => this.#deed(veto))];
  }

  #goodDeeds(): Happening[] {
    const kinds = Array.from({ length: mostDeeds }, () => this.#words.good);
    return this.#oneOfEach(kinds).map((indicator) => this.#deed(indicator, 'MUCH'));
  }

  /** Nothing is done twice but what is counted by its amount. */
  #oneOfEach(kinds: readonly (readonly Indicator[])[]): Indicator[] {
    const done = new Set<string>();
    return kinds.flatMap((choices) => {
      const open = choices.filter((indicator) => indicator.per === 'AMOUNT' || !done.has(keyOf(indicator)));
      if (open.length === 0) return [];
      const indicator = this.#random.pick(open);
      done.add(keyOf(indicator));
      return [indicator];
    });
  }

  #enrollingDeed(): Happening[] {
    const { good, bad, enrols } = this.#words;
    const kinds = [good, bad].map((indicators) =>
      indicators.filter(({ recordTypes }) => recordTypes.some(enrols)),
    );
    const choices = kinds.find((indicators) => indicators.length > 0);
    return choices === undefined ? [] : [this.#deed(this.#random.pick(choices))];
  }

  #paper(type: string): Happening {
    return { type, on: this.#dayFrom(this.#from), amountHundredths: null };
  }

  #deed(indicator: Indicator, extent: Extent = 'SOME'): Happening {
    const { recordTypes, validDays } = indicator;
    const from = validDays === null ? this.#from : addDays(this.#asOf, 1 - validDays);
    return {
      type: this.#random.pick(recordTypes),
      on: this.#dayFrom(laterOf(from, this.#from)),
      amountHundredths: this.#amountOf(indicator, extent),
    };
  }

  /** In the first days of a period nothing of it is past yet: then the day before it must do. */
  #dayFrom(from: CivilDate): CivilDate {
    const first = earlierOf(from, this.#to);
    return addDays(first, this.#random.between(0, daysBetween(first, this.#to)));
  }

  #amountOf(
    { per, rangeHundredths, pointsHundredths, capHundredths }: Indicator,
    extent: Extent,
  ): number | null {
    if (per === 'RANGE' && rangeHundredths !== undefined) {
      const { least, most } = rangeHundredths;
      return least + unitHundredths * this.#random.between(0, Math.floor((most - least) / unitHundredths));
    }
    if (per !== 'AMOUNT') return null;
    const capped = capHundredths === undefined ? unitsOfUncapped : capHundredths / Math.abs(pointsHundredths);
    const most = Math.min(mostUnits, capped);
    const [fewest, largest] = extent === 'MUCH' ? [most / 2, most] : [most / 10, most / 2];
    return unitHundredths * this.#random.between(Math.ceil(fewest), Math.ceil(largest));
  }
}

function keyOf({ code }: Indicator): string {
  return code.startsWith(oneResult) ? oneResult : code;
}
