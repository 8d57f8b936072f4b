import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { rate, type RatedRecord } from '../src/domain/rating.js';
import type { Standard } from '../src/domain/standard.js';

const Subject = defineEntity({
  name: 'Subject',
  tableName: 'subject',
  properties: {
    id: p.uuid().primary(),
    records: () => p.oneToMany(CreditRecord).mappedBy('subject'),
  },
});

const CreditRecord = defineEntity({
  name: 'CreditRecord',
  tableName: 'credit_record',
  properties: {
    id: p.uuid().primary(),
    subject: () => p.manyToOne(Subject),
    type: p.text(),
    occurredOn: p.date(),
    endedOn: p.date().nullable(),
    withdrawnAt: p.datetime().nullable(),
    amountHundredths: p.bigint('number').nullable(),
  },
});

const Rating = defineEntity({
  name: 'Rating',
  tableName: 'rating',
  properties: {
    subject: p.manyToOne(Subject).primary(),
    sector: p.text().primary(),
    standardId: p.uuid(),
    basis: p.text(),
    scoreHundredths: p.integer(),
    gradeCode: p.text().nullable(),
    indicatedGradeCode: p.text().nullable(),
    nextChangeOn: p.date().nullable(),
    sinceOn: p.date(),
    ratedOn: p.date(),
  },
});

const RatingHistory = defineEntity({
  name: 'RatingHistory',
  tableName: 'rating_history',
  properties: {
    subject: p.manyToOne(Subject).primary(),
    sector: p.text().primary(),
    standardId: p.uuid(),
    basis: p.text(),
    scoreHundredths: p.integer(),
    gradeCode: p.text().nullable(),
    indicatedGradeCode: p.text().nullable(),
    validFrom: p.date().primary(),
    recordedAt: p.datetime().primary(),
    cause: p.text(),
  },
});

type Loaded = InferEntity<typeof CreditRecord>;

export function openOrm(clientUrl: string): Promise<MikroORM> {
  return MikroORM.init({ clientUrl, entities: [Subject, CreditRecord, Rating, RatingHistory] });
}

/** What a re-rating by entities works on. */
export interface Batches {
  readonly subjectIds: readonly string[];
  /** How many subjects are loaded, rated and flushed together. */
  readonly atOnce: number;
}

/**
 * Re-rates subjects as an application on an ORM does: ratings with their subjects and all records of these as entities, the rule
 * of the domain in between, and a flush that writes what has changed. Answers how many ratings changed.
 */
export async function rerateByOrm(
  orm: MikroORM,
  standard: Standard,
  { subjectIds, atOnce }: Batches,
  on: string,
): Promise<number> {
  let changes = 0;
  for (let from = 0; from < subjectIds.length; from += atOnce) {
    const em = orm.em.fork();
    const subject = { $in: subjectIds.slice(from, from + atOnce) };
    const { sector } = standard;
    const ratings = await em.find(Rating, { subject, sector }, { populate: ['subject.records'] });
    for (const rating of ratings) {
      const records = rating.subject.records.map(recordOf);
      const { basis, scoreHundredths, gradeCode, nextChangeOn } = rate(standard, records, on);
      if (isSame(rating, { basis, scoreHundredths, gradeCode })) continue;
      changes++;
      const graded = { basis, scoreHundredths, gradeCode, indicatedGradeCode: gradeCode };
      em.assign(rating, { ...graded, nextChangeOn, ratedOn: on });
      const { subject: ofWhom, standardId } = rating;
      const noted = { subject: ofWhom, sector, standardId, validFrom: on, recordedAt: new Date() };
      em.create(RatingHistory, { ...graded, ...noted, cause: 'bench' });
    }
    await em.flush();
  }
  return changes;
}

function recordOf({ id, type, occurredOn, endedOn, withdrawnAt, amountHundredths }: Loaded): RatedRecord {
  const withdrawn = withdrawnAt != null;
  return {
    id,
    type,
    occurredOn,
    withdrawn,
    endedOn: endedOn ?? null,
    amountHundredths: amountHundredths ?? null,
  };
}

interface Outcome {
  readonly basis: string;
  readonly scoreHundredths: number;
  readonly gradeCode?: string | null | undefined;
}

function isSame(one: Outcome, other: Outcome): boolean {
  return (
    one.basis === other.basis &&
    one.scoreHundredths === other.scoreHundredths &&
    (one.gradeCode ?? null) === (other.gradeCode ?? null)
  );
}
