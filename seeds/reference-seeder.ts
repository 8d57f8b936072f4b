import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { checkStandard } from '../src/domain/check-standard.js';
import type { Label, Standard as StandardDefinition } from '../src/domain/standard.js';
import { checkEvidence } from '../src/domain/evidence.js';
import { checkTreatments, type Treatment } from '../src/domain/treatment.js';
import { AlarmKind } from '../src/store/tables/alarm-count.js';
import { CarryOutRule, ReplacementReason, SpotCheckPoint } from '../src/store/tables/carry-out.js';
import { ApprovalField, CheckPolicy, CreditList, Measure } from '../src/store/tables/credit-check.js';
import {
  RecordType,
  DataCategory,
  Sector,
  Standard,
  StandardBand,
  TreatmentPolicy,
} from '../src/store/tables/credit-file.js';
import { CalendarYear, Region } from '../src/store/tables/registers.js';
import {
  CheckItem,
  InspectionRule,
  InspectionRuleKind,
  PenaltyAuthority,
} from '../src/store/tables/rental-inspection.js';
import { FindingRecordType, HouseRole } from '../src/store/tables/house-tenure.js';
import { InspectionItem, InspectionSpecialty, SpotCheckLimit } from '../src/store/tables/inspection-list.js';
import { ListRule } from '../src/store/tables/list-case.js';
import { ResultCode } from '../src/store/tables/spot-check.js';
import { saveApprovals } from './approval-reference.js';
import { derivedId } from './derived-id.js';
import {
  readCalendar,
  readCatalogues,
  readRegions,
  readSectorFiles,
  type SectorFile,
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
      const problems = checkTreatments(file.treatments, file.standard);
      if (problems.length > 0)
        throw new Error(`${file.standard.sector}: ${problems.map(({ en }) => en).join(' ')}`);
      for (const treatment of file.treatments) await publishTreatment(em, file, treatment);
    }
    await saveConduct(em);
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
  await em.upsertMany(
    DataCategory,
    catalogues.dataCategories
      .map(labelled)
      .map(({ words, ...category }) => ({ ...category, words: [...words] })),
  );
  await em.upsertMany(RecordType, catalogues.recordTypes.map(labelled));
  await em.upsertMany(
    CheckItem,
    catalogues.checkItems
      .map(labelled)
      .map(({ term, ownerRecordType: _owner, managerRecordType: _manager, ...item }) => ({
        ...item,
        termValue: term.value,
        termUnit: term.unit,
      })),
  );
  await saveInspectionRules(em, catalogues);
  await saveInspectionList(em, catalogues);
  await em.upsertMany(AlarmKind, catalogues.alarmKinds.map(labelled));
  await em.upsertMany(ApprovalField, catalogues.approvalFields.map(labelled));
  await saveApprovals(em);
  await saveLists(em, catalogues);
  await saveSpotChecks(em, catalogues);
  await em.upsertMany(
    Measure,
    catalogues.measures
      .map(labelled)
      .map(({ listCode, recordType, fieldCode, target = 'ENTITY', ...measure }) => ({
        isPublic: true,
        ...measure,
        target,
        id: derivedId(`measure ${measure.code}`, measure.validFrom),
        list: listCode ?? null,
        recordType: recordType ?? null,
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

type Catalogues = ReturnType<typeof readCatalogues>;

async function saveLists(em: EntityManager, { creditLists, listRules }: Catalogues): Promise<void> {
  await em.upsertMany(
    CreditList,
    creditLists.map(labelled).map(({ recordType = null, ...list }) => ({ ...list, recordType })),
  );
  await em.upsertMany(
    ListRule,
    listRules.map(({ listCode, keptBy, channel, ...rule }) => ({
      ...rule,
      id: derivedId(`list rule ${listCode}`, rule.validFrom),
      list: listCode,
      keptBy: [...keptBy],
      channelZh: channel.zh,
      channelEn: channel.en,
    })),
  );
}

/** Comes after the lists, for which results of random inspections propose entries. */
async function saveSpotChecks(em: EntityManager, catalogues: Catalogues): Promise<void> {
  await em.upsertMany(
    ResultCode,
    catalogues.resultCodes
      .map(labelled)
      .map(({ proposesList = null, listBasis = null, ...code }) => ({ ...code, proposesList, listBasis })),
  );
  await em.upsertMany(
    CarryOutRule,
    catalogues.carryOutRules
      .map(labelled)
      .map((rule) => ({ ...rule, id: derivedId(`carry-out rule ${rule.code}`, rule.validFrom) })),
  );
  await em.upsertMany(ReplacementReason, catalogues.replacementReasons.map(labelled));
  await em.upsertMany(
    SpotCheckPoint,
    catalogues.spotCheckPoints
      .map(labelled)
      .map(({ itemCode: item = null, ...point }) => ({ ...point, item })),
  );
}

async function saveInspectionRules(
  em: EntityManager,
  { penaltyAuthorities, inspectionRules }: Catalogues,
): Promise<void> {
  await em.upsertMany(
    PenaltyAuthority,
    penaltyAuthorities.map(({ itemCode, organ, legalBasis, source }) => ({
      item: itemCode,
      organZh: organ.zh,
      organEn: organ.en,
      legalBasis,
      source,
    })),
  );
  await em.upsertMany(
    InspectionRuleKind,
    inspectionRules
      .map(labelled)
      .map(({ value: _value, validFrom: _from, reason: _reason, ...kind }) => kind),
  );
  await em.upsertMany(
    InspectionRule,
    inspectionRules.map(({ code, value, validFrom, reason, source }) => ({
      id: derivedId(`inspection rule ${code}`, validFrom),
      kind: code,
      value,
      validFrom,
      reason,
      source,
    })),
  );
}

async function saveInspectionList(
  em: EntityManager,
  { inspectionSpecialties, inspectionItems, spotCheckLimits }: Catalogues,
): Promise<void> {
  await em.upsertMany(InspectionSpecialty, inspectionSpecialties.map(labelled));
  await em.upsertMany(
    InspectionItem,
    inspectionItems.map(labelled).map(({ frequency, officeKinds, ...item }) => ({
      ...item,
      officeKinds: [...officeKinds],
      frequencyZh: frequency.zh,
      frequencyEn: frequency.en,
    })),
  );
  await em.upsertMany(
    SpotCheckLimit,
    spotCheckLimits.map(labelled).map(({ itemCode, exemptGrounds, ...limit }) => ({
      ...limit,
      item: itemCode,
      exemptGrounds: [...exemptGrounds],
    })),
  );
}

/** Comes after the standards, which bring the types of the records that findings and failures leave in people's files. */
async function saveConduct(em: EntityManager): Promise<void> {
  const { checkItems, houseRoles } = readCatalogues();
  await em.upsertMany(HouseRole, houseRoles.map(labelled));
  const left = checkItems.flatMap(({ code: item, ownerRecordType, managerRecordType }) => [
    { item, role: 'OWNER' as const, recordType: ownerRecordType },
    { item, role: 'MANAGER' as const, recordType: managerRecordType },
  ]);
  await em.nativeDelete(FindingRecordType, {});
  await em.insertMany(
    FindingRecordType,
    left.flatMap(({ recordType, ...finding }) =>
      recordType === undefined ? [] : [{ ...finding, recordType }],
    ),
  );
}

/** The tables keep the two languages in two columns. */
export function labelled<Entry extends { readonly label: Label }>({ label, ...entry }: Entry) {
  return { ...entry, labelZh: label.zh, labelEn: label.en };
}

async function publishStandard(em: EntityManager, definition: StandardDefinition): Promise<void> {
  const { sector, version, inForceFrom, bands, internal, pointsScheme = false } = definition;
  const problems = [...checkStandard(definition), ...checkEvidence(definition, readCatalogues())];
  if (problems.length > 0)
    throw new Error(`seeds/sectors/${sector}.json: ${problems.map(({ en }) => en).join(' ')}`);
  const published = await em.findOne(Standard, { sector, version });
  if (published !== null) {
    if (isDeepStrictEqual(published.definition, definition)) return;
    throw new Error(
      `Standard ${sector} ${version} is published and cannot be edited: give it a new version.`,
    );
  }
  const known = await em.findOne(Sector, { code: sector });
  if (known === null) await em.insert(Sector, { code: sector, pointsScheme, internal });
  else if (known.pointsScheme !== pointsScheme || known.internal !== internal)
    throw new Error(`${sector} ${version}: a sector stays a points scheme, or internal, or neither.`);
  if (definition.recordTypes !== undefined && definition.recordTypes.length > 0)
    await em.upsertMany(RecordType, definition.recordTypes.map(labelled));
  const standard = derivedId(`standard ${sector} ${version}`, inForceFrom);
  await em.insert(Standard, { id: standard, sector, version, inForceFrom, definition });
  await em.insertMany(
    StandardBand,
    bands.map(labelled).map((band) => ({ ...band, standard })),
  );
  await em
    .getConnection()
    .execute(
      'select note_record_types(?, ?)',
      [standard, JSON.stringify(definition)],
      'run',
      em.getTransactionContext(),
    );
}

async function publishTreatment(em: EntityManager, file: SectorFile, treatment: Treatment): Promise<void> {
  const { sector, pointsScheme = false } = file.standard;
  const { gradeCode, kind, code, value, unit, validFrom } = treatment;
  const id = derivedId(
    `treatment ${sector} ${kind} ${gradeCode ?? '-'}${code === undefined ? '' : ` ${code}`}`,
    validFrom,
  );
  const published = await em.findOne(TreatmentPolicy, { id });
  if (published === null) {
    await em.insert(TreatmentPolicy, { ...treatment, id, sector, pointsScheme });
  } else if (published.value !== value || published.unit !== unit) {
    throw new Error(
      `The treatment ${sector} ${kind} of ${gradeCode ?? 'the never rated'} from ${validFrom} is published; a change needs a later day.`,
    );
  }
}
