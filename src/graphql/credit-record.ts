import { Field, ID as IdType, ObjectType } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { RecordRow } from '../usecases/loaders.js';
import type { Locale } from '../usecases/context.js';
import { type AccessMap, inheritedFields } from './access.js';
import { ID, globalId } from '../http/global-id.js';
import { connectionAccess, connectionOf } from './paging.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from './scalars.js';

const AMOUNT_PLACES = 2;

@ObjectType({ simpleResolvers: true, description: 'One piece of credit information in a file (信用信息).' })
export class CreditRecord {
  @Field(() => IdType, { description: 'Opaque.' })
  id!: string;

  @Field(() => String, { description: 'Code of the kind of record, such as `ADMINISTRATIVE_PENALTY`.' })
  type!: string;

  @Field(() => String, { description: 'The kind in words.' })
  label!: string;

  @Field(() => DateScalar, { description: 'The day on which it happened or was decided.' })
  occurredOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'From this day on it no longer counts: put right, repaired or revoked.',
  })
  endedOn!: string | null;

  @Field(() => Boolean, { description: 'Withdrawn by its source: it counts for nothing on any day.' })
  withdrawn!: boolean;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Amount, two places: yuan, hours or whatever records of the kind count.',
  })
  amount!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of what was decided, such as a permit (有效期至).',
  })
  validUntilOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the decision (文书号).' })
  documentNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Organ that decided or reported.' })
  organName!: string | null;

  @Field(() => String, { nullable: true, description: 'What it says.' })
  content!: string | null;

  @Field(() => DateTimeScalar, { description: 'When this service came to know of it.' })
  recordedAt!: string;
}

export const CreditRecordConnection = connectionOf(CreditRecord, 'CreditRecord');

export function recordOf(row: RecordRow, locale: Locale): CreditRecord {
  return {
    id: globalId(ID.record, row.id),
    type: row.type,
    label: locale === 'en' ? row.typeEn : row.typeZh,
    occurredOn: row.occurredOn,
    endedOn: row.endedOn,
    withdrawn: row.withdrawnAt !== null,
    amount: row.amountHundredths === null ? null : formatDecimal(row.amountHundredths, AMOUNT_PLACES),
    validUntilOn: row.validUntilOn,
    documentNumber: row.documentNumber,
    organName: row.organName,
    content: row.content,
    recordedAt: row.recordedAt,
  };
}

export const creditRecordAccess: AccessMap = {
  CreditRecord: inheritedFields(
    'id',
    'type',
    'label',
    'occurredOn',
    'endedOn',
    'withdrawn',
    'amount',
    'validUntilOn',
    'documentNumber',
    'organName',
    'content',
    'recordedAt',
  ),
  ...connectionAccess('CreditRecord'),
};
