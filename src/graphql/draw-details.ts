import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Locale } from '../usecases/context.js';
import type { DrawRow } from '../usecases/draw/list-draws.js';
import type { ExclusionRow } from '../usecases/draw-loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { connectionAccess, connectionOf } from './paging.js';
import { DateScalar, DecimalScalar } from './scalars.js';

const PERCENT_PLACES = 2;

export const DrawState = enumOf('COMMITTED', 'RANDOMNESS_ENTERED', 'WITNESSED', 'DRAWN', 'PUBLISHED', 'VOID');
registerEnumType(DrawState, {
  name: 'DrawState',
  description: 'How far a draw has come.',
  valuesConfig: {
    COMMITTED: { description: 'Everything it rests on is frozen; public randomness is awaited (已承诺).' },
    RANDOMNESS_ENTERED: {
      description: 'Public randomness is entered; a second officer witnesses it (待见证).',
    },
    WITNESSED: { description: 'What will be drawn is determined, and unknown (已见证).' },
    DRAWN: { description: 'Lots are drawn (已抽取).' },
    PUBLISHED: { description: 'Results are published (已公示).' },
    VOID: { description: 'Given up, or its randomness was not had in time (作废).' },
  },
});

export const RandomnessKind = enumOf('DICE', 'BEACON');
registerEnumType(RandomnessKind, {
  name: 'RandomnessKind',
  description: 'Where public randomness (公开随机数) comes from.',
  valuesConfig: {
    DICE: { description: 'Dice that several officers throw (骰子).' },
    BEACON: {
      description: 'A value that somebody else publishes on a later day, such as a lottery (公布值).',
    },
  },
});

export const DrawGround = enumOf('ROUTINE', 'COMPLAINT', 'TRANSFER', 'CLUE', 'EMERGENCY');
registerEnumType(DrawGround, {
  name: 'DrawGround',
  description: 'Why is drawn.',
  valuesConfig: {
    ROUTINE: { description: 'By plan (日常抽查).' },
    COMPLAINT: { description: 'Complaints (投诉举报).' },
    TRANSFER: { description: 'A case handed over (转办交办).' },
    CLUE: { description: 'A clue (案件线索).' },
    EMERGENCY: { description: 'An emergency (突发事件).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A class of the roster as a stratum (层) of the draw.' })
export class ClassRatio {
  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => DecimalScalar, { description: 'Share to be drawn, per cent, two places.' })
  ratioPercent!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many are drawn in all, the draws it continues included; null for draws of before 2026-12.',
  })
  size!: number | null;
}

export function classRatiosOf({ ratios, sizes }: DrawRow): ClassRatio[] {
  return Object.entries(ratios).map(([classCode, basisPoints]) => ({
    classCode,
    ratioPercent: formatDecimal(basisPoints, PERCENT_PLACES),
    size: sizes?.[classCode] ?? null,
  }));
}

@ObjectType({ simpleResolvers: true, description: 'An inspector who could have been drawn.' })
export class InspectorLot {
  @Field(() => String, {
    description: 'Certificate number (执法证号): the public id of an inspector in lots.',
  })
  certificateNumber!: string;

  @Field(() => DateScalar, { description: 'Last day of the certificate.' })
  certificateExpiresOn!: string;

  @Field(() => [String], { description: 'Specialties, as the register had them.' })
  specialties!: readonly string[];

  @Field(() => [String], { description: 'Public ids of the objects that he must not inspect (回避).' })
  conflicts!: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'An officer who throws dice.' })
export class DiceOfficer {
  @Field(() => Int, { description: 'Number under which his throws are published.' })
  number!: number;

  @Field(() => String, { description: 'Name.' })
  name!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Public randomness that was entered.' })
export class EnteredRandomness {
  @Field(() => Int, { description: 'Number of the officer who threw; 1 for a published value.' })
  number!: number;

  @Field(() => String, { description: 'The throws, or the value as it was published.' })
  value!: string;

  @Field(() => String, { description: 'Officer who entered it.' })
  enteredBy!: string;

  @Field(() => DateScalar, { description: 'On this day.' })
  enteredOn!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody of the population who was taken out before the roster was frozen (排除).',
})
export class DrawExclusion {
  @Field(() => String, { description: 'Public id.' })
  publicId!: string;

  @Field(() => String, { description: 'Code of the reason.' })
  reasonCode!: string;

  @Field(() => String, { description: 'The reason in words.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the reason rests on, such as the code of a limit.',
  })
  detail!: string | null;
}

export const DrawExclusionConnection = connectionOf(DrawExclusion, 'DrawExclusion');

/** Reasons in words; one that is not among them speaks by its code. */
const REASONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  DEREGISTERED: { zh: '已注销、吊销或停业', en: 'No longer in business.' },
  NOT_RATED: { zh: '尚无风险分类', en: 'Has no risk class yet.' },
  AT_CAP: { zh: '已达年度检查频次上限', en: 'Has reached the annual cap of inspections.' },
  REPEATED_TOO_SOON: { zh: '同一事项近期已检查', en: 'The same items were inspected not long ago.' },
  CLEAN_WINDOW: { zh: '近期检查未发现问题，处于免查期', en: 'Was found clean, and is exempt for a while.' },
  OBJECT_RETIRED: { zh: '该对象已停用', en: 'The object is out of use.' },
};

export function exclusionOf({ publicId, reason, detail }: ExclusionRow, locale: Locale): DrawExclusion {
  const words = REASONS[reason];
  return {
    publicId,
    reasonCode: reason,
    reason: words === undefined ? reason : locale === 'en' ? words.en : words.zh,
    detail,
  };
}

export const drawDetailsAccess: AccessMap = {
  ClassRatio: inheritedFields('classCode', 'ratioPercent', 'size'),
  InspectorLot: inheritedFields('certificateNumber', 'certificateExpiresOn', 'specialties', 'conflicts'),
  DiceOfficer: inheritedFields('number', 'name'),
  EnteredRandomness: inheritedFields('number', 'value', 'enteredBy', 'enteredOn'),
  DrawExclusion: inheritedFields('publicId', 'reasonCode', 'reason', 'detail'),
  ...connectionAccess('DrawExclusion'),
};
