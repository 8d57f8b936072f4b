import { hash } from 'node:crypto';
import {
  type ImportedPenalty,
  type ImportedPermit,
  type ImportedRecord,
  naturalKeyOf,
} from '../../../domain/double-publicity.js';
import type { NewRecord } from '../../../store/imports.js';

/** A row of a file as a record of a credit file: what has a column of its own there, and the rest as details. */
export function newRecordOf(record: ImportedRecord, rowNumber: number): NewRecord {
  return {
    rowNumber,
    creditCode: record.creditCode,
    citizenNumber: record.citizenNumber,
    partyName: record.partyName,
    type: record.type,
    occurredOn: record.occurredOn,
    amountHundredths: record.type === 'ADMINISTRATIVE_PENALTY' ? record.fineFen : null,
    documentNumber: record.documentNumber,
    organName: record.organName,
    organCode: record.organCode,
    content: record.content,
    validUntilOn: record.validUntilOn,
    publishedUntilOn: record.publishedUntilOn,
    details: record.type === 'ADMINISTRATIVE_PENALTY' ? penaltyDetails(record) : permitDetails(record),
    sourceKey: hash('sha256', naturalKeyOf(record)),
  };
}

/** Spelt out: leaving out what has a column of its own takes as long as all the rest of reading a row. */
function penaltyDetails(record: ImportedPenalty) {
  return {
    partyKind: record.partyKind,
    penaltyKinds: record.penaltyKinds,
    confiscatedFen: record.confiscatedFen,
    procedure: record.procedure,
    conductType: record.conductType,
    conductFacts: record.conductFacts,
    legalBasis: record.legalBasis,
    licence: record.licence,
    sourceUnitName: record.sourceUnitName,
    sourceUnitCode: record.sourceUnitCode,
    remark: record.remark,
  };
}

function permitDetails(record: ImportedPermit) {
  return {
    partyKind: record.partyKind,
    permitKind: record.permitKind,
    validFromOn: record.validFromOn,
    documentName: record.documentName,
    licenceName: record.licenceName,
    licenceNumber: record.licenceNumber,
    state: record.state,
    sourceUnitName: record.sourceUnitName,
    sourceUnitCode: record.sourceUnitCode,
    remark: record.remark,
  };
}
