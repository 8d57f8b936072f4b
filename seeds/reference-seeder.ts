import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { checkStandard, type Label, type Standard as StandardDefinition } from '../src/domain/standard.js';
import { ApprovalField, CheckPolicy, CreditList, Measure } from '../src/store/tables/credit-check.js';
import {
  RecordType,
  Standard,
  StandardBand,
  StandardIndicator,
  TreatmentPolicy,
} from '../src/store/tables/credit-file.js';
import { CalendarYear, Region } from '../src/store/tables/registers.js';
import { CheckItem } from '../src/store/tables/rental-inspection.js';
import { ResultCode } from '../src/store/tables/spot-check.js';
import { derivedId } from './derived-id.js';
import {
  readCalendar,
  readCatalogues,
  readRegions,
  readSectorFiles,
  type SectorFile,
  type Treatment,
} from './reference-files.js';

/**
 * Brings the reference data of the database up to the files of `seeds/`. Labels and terms may be corrected in place; what
 * was published with a version or a day, standards and treatments, is only ever added to.
 */
export class ReferenceSeeder extends Seeder {
  /** Throws when a file contradicts what was already published under the same version or day. */
  override async run(em: EntityManager): Promise<void> {
    await saveRegions(em);
    await saveCalendar(em);
    await saveCatalogues(em);
    for (const file of readSectorFiles()) {
      await publishStandard(em, file.standard);
      for (const treatment of file.treatments) await publishTreatment(em, file, treatment);
    }
  }
}

async function saveRegions(em: EntityManager): Promise<void> {
  for (const { parentCode, ...region } of readRegions()) {
    await em.upsert(Region, { ...region, parent: parentCode });
  }
}

async function saveCalendar(em: EntityManager): Promise<void> {
  const years = Object.entries(readCalendar()).map(([year, { holidays, makeUpWorkdays, source }]) => ({
    year: Number(year),
    holidays: [...holidays],
    makeUpWorkdays: [...makeUpWorkdays],
    source,
  }));
  await em.upsertMany(CalendarYear, years);
}

async function saveCatalogues(em: EntityManager): Promise<void> {
  const catalogues = readCatalogues();
  await em.upsertMany(RecordType, catalogues.recordTypes.map(labelled));
  await em.upsertMany(
    CheckItem,
    catalogues.checkItems.map(labelled).map(({ term, ...item }) => ({
      ...item,
      termValue: term.value,
      termUnit: term.unit,
    })),
  );
  await em.upsertMany(ResultCode, catalogues.resultCodes.map(labelled));
  await em.upsertMany(ApprovalField, catalogues.approvalFields.map(labelled));
  await em.upsertMany(CreditList, catalogues.creditLists.map(labelled));
  await em.upsertMany(
    Measure,
    catalogues.measures.map(labelled).map(({ listCode, fieldCode, ...measure }) => ({
      ...measure,
      id: derivedId(`measure ${measure.code}`, measure.validFrom),
      list: listCode,
      field: fieldCode,
    })),
  );
  await em.upsertMany(
    CheckPolicy,
    catalogues.checkPolicies.map((policy) => ({
      ...policy,
      id: derivedId('check policy', policy.validFrom),
    })),
  );
}

/** The tables keep the two languages in two columns. */
function labelled<Entry extends { readonly label: Label }>({ label, ...entry }: Entry) {
  return { ...entry, labelZh: label.zh, labelEn: label.en };
}

async function publishStandard(em: EntityManager, definition: StandardDefinition): Promise<void> {
  const { sector, version, inForceFrom, bands, indicators } = definition;
  const problems = checkStandard(definition);
  if (problems.length > 0) throw new Error(`seeds/sectors/${sector}.json: ${problems.join(' ')}`);
  const published = await em.findOne(Standard, { sector, version });
  if (published !== null) {
    if (isDeepStrictEqual(published.definition, definition)) return;
    throw new Error(
      `Standard ${sector} ${version} is published and cannot be edited: give it a new version.`,
    );
  }
  const standard = derivedId(`standard ${sector} ${version}`, inForceFrom);
  await em.insert(Standard, { id: standard, sector, version, inForceFrom, definition });
  await em.insertMany(
    StandardBand,
    bands.map(labelled).map((band) => ({ ...band, standard })),
  );
  for (const indicator of indicators) {
    await em.insert(StandardIndicator, {
      standard,
      code: indicator.code,
      recordTypes: [...indicator.recordTypes],
      pointsHundredths: indicator.pointsHundredths,
      perAmount: indicator.per === 'AMOUNT',
      validDays: indicator.validDays,
      capHundredths: indicator.capHundredths ?? null,
      minCount: indicator.minCount ?? 1,
      setsGrade: indicator.setsGrade === undefined ? null : [standard, indicator.setsGrade],
    });
  }
}

async function publishTreatment(em: EntityManager, file: SectorFile, treatment: Treatment): Promise<void> {
  const { sector } = file.standard;
  const { gradeCode, kind, value, unit, validFrom } = treatment;
  const id = derivedId(`treatment ${sector} ${kind} ${gradeCode ?? '-'}`, validFrom);
  const published = await em.findOne(TreatmentPolicy, { id });
  if (published === null) {
    await em.insert(TreatmentPolicy, { ...treatment, id, sector });
  } else if (published.value !== value || published.unit !== unit) {
    throw new Error(
      `The treatment ${sector} ${kind} of ${gradeCode ?? 'the never rated'} from ${validFrom} is published; a change needs a later day.`,
    );
  }
}
