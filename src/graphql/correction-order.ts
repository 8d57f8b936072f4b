import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { countCorrections, listCorrections } from '../usecases/spot-check/list-corrections.js';
import { recordCorrection } from '../usecases/spot-check/record-correction.js';
import type { CorrectionCheckRow, CorrectionRow } from '../usecases/spot-check-loaders.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { enumOf } from './enum-of.js';
import { uuidIn } from './ids.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Photo, PhotoInput } from './photo.js';
import { regulatesRisk, seesRisk } from './risk-access.js';
import { DateScalar } from './scalars.js';

export const CorrectionState = enumOf('OPEN', 'CORRECTED', 'WITHDRAWN');
registerEnumType(CorrectionState, {
  name: 'CorrectionState',
  description: 'Where an order to correct stands.',
  valuesConfig: {
    OPEN: { description: 'To be corrected by its term.' },
    CORRECTED: { description: 'Seen corrected (已改正).' },
    WITHDRAWN: { description: 'Its result was put right, so nothing is ordered any more (已撤回).' },
  },
});

export const CorrectionOutcome = enumOf('CORRECTED', 'NOT_CORRECTED');
registerEnumType(CorrectionOutcome, {
  name: 'CorrectionOutcome',
  description: 'What became of an order to correct.',
  valuesConfig: {
    CORRECTED: { description: 'Corrected (已改正): the order is closed.' },
    NOT_CORRECTED: {
      description: 'Not corrected when the term ended (逾期未改正): a record, and a new term.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A look at whether an order was followed (复查).' })
export class CorrectionCheck {
  @Field(() => CorrectionOutcome, { description: 'Corrected or not.' })
  outcome!: CorrectionCheckRow['outcome'];

  @Field(() => DateScalar, { description: 'Day of the look.' })
  checkedOn!: string;

  @Field(() => String, { description: 'What was seen.' })
  evidence!: string;

  @Field(() => [Photo], { description: 'Photos of it.' })
  photos!: readonly Photo[];

  @Field(() => DateScalar, { description: 'Last day of the term it was about.' })
  termEndedOn!: string;

  @Field(() => String, { description: 'Officer who recorded it.' })
  officerName!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An order to correct what a random inspection found (责令改正).',
})
export class CorrectionOrder extends Node {
  @Field(() => String, { description: 'What is to be corrected.' })
  requirement!: string;

  @Field(() => String, { description: 'Law and article (法律依据).' })
  legalBasis!: string;

  @Field(() => DateScalar, { description: 'Day of the order.' })
  orderedOn!: string;

  @Field(() => String, { description: 'Officer who recorded it.' })
  orderedBy!: string;

  @Field(() => CorrectionState, { description: 'Where it stands.' })
  state!: CorrectionRow['state'];

  @Field(() => Int, { description: 'Length of its term, in working days.' })
  termDays!: number;

  @Field(() => DateScalar, { description: 'Last day of the term (改正期限).' })
  dueOn!: string;

  @Field(() => DateScalar, { description: 'Day on which the enterprise is reminded.' })
  remindOn!: string;

  @Field(() => Boolean, { description: 'True when a holiday that is not published yet may move the term.' })
  dueIsProvisional!: boolean;

  @Field(() => Int, { description: 'Terms that ended without correction.' })
  failureCount!: number;

  @Field(() => DateScalar, { nullable: true, description: 'When it was closed.' })
  closedOn!: string | null;

  row!: CorrectionRow;
}

export const CorrectionOrderConnection = connectionOf(CorrectionOrder, 'CorrectionOrder');

export function correctionOf(row: CorrectionRow): CorrectionOrder {
  return { ...row, id: globalId(ID.correction, row.id), row };
}

@InputType({ description: 'An order to correct, as it is given with a result.' })
export class CorrectionOrderInput {
  @Field(() => String, { description: 'What is to be corrected, at most 1,000 characters.' })
  requirement!: string;

  @Field(() => String, { description: 'Law and article, at most 500 characters.' })
  legalBasis!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Length of the term in working days; the usual one by the rules when absent.',
  })
  termDays?: number | null;
}

@InputType({ description: 'What an officer saw when he looked at an order again.' })
export class RecordCorrectionInput extends Act {
  @Field(() => IdType, { description: 'The order.' })
  correctionId!: string;

  @Field(() => CorrectionOutcome, { description: 'Corrected or not.' })
  outcome!: CorrectionCheckRow['outcome'];

  @Field(() => DateScalar, { description: 'Day of the look; not in the future.' })
  checkedOn!: string;

  @Field(() => String, { description: 'What was seen, at most 1,000 characters.' })
  evidence!: string;

  @Field(() => [PhotoInput], { nullable: true, description: 'Photos of it, at most 20.' })
  photos?: PhotoInput[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a look at an order changed.' })
export class RecordCorrectionPayload extends Payload {
  @Field(() => CorrectionOrder, { nullable: true, description: 'The order as it is now.' })
  correction?: CorrectionOrder | null;
}

@Resolver(() => CorrectionOrder)
export class CorrectionOrderResolver {
  @Query(() => CorrectionOrderConnection, {
    complexity: connectionCost,
    description: 'Open orders to correct of the jurisdiction, first due first.',
  })
  async correctionOrders(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('dueBy', () => DateScalar, { nullable: true, description: 'Only those due by this day.' })
    dueBy?: string | null,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listCorrections(context, dueBy ?? null, request), {
      nodeOf: correctionOf,
      keysetOf: (row) => [row.dueOn, row.id],
      countAll: () => countCorrections(context, dueBy ?? null),
    });
  }

  @Mutation(() => RecordCorrectionPayload, {
    description:
      'Records whether an order to correct was followed (复查); credit file and risk class follow at once.',
  })
  async recordCorrection(
    @Arg('input', () => RecordCorrectionInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordCorrectionInput,
    @Ctx() context: Context,
  ) {
    const correctionId = uuidIn(input.correctionId, ID.correction);
    const outcome = await recordCorrection(context, { ...input, correctionId });
    return payloadOf(context, outcome, async () => {
      const row = await context.loaders.correction.load(correctionId);
      return { correction: row === null ? null : correctionOf(row) };
    });
  }

  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(@Root() { row }: CorrectionOrder, @Ctx() context: Context): Promise<Enterprise | null> {
    const found = await context.loaders.enterprise.load(row.subjectId);
    return found === null ? null : enterpriseOf(found);
  }

  @FieldResolver(() => [CorrectionCheck], { description: 'Every look at it, oldest first.' })
  checks(@Root() { row }: CorrectionOrder, @Ctx() context: Context): Promise<CorrectionCheck[]> {
    return context.loaders.checksOfCorrection.load(row.id);
  }
}

export const correctionOrderAccess: AccessMap = {
  Query: { correctionOrders: seesRisk },
  Mutation: { recordCorrection: regulatesRisk },
  CorrectionOrder: {
    ...inheritedFields('id', 'requirement', 'legalBasis', 'orderedOn', 'orderedBy', 'state', 'termDays'),
    ...inheritedFields('dueOn', 'remindOn', 'dueIsProvisional', 'failureCount', 'closedOn'),
    ...inheritedFields('enterprise', 'checks'),
  },
  CorrectionCheck: inheritedFields(
    'outcome',
    'checkedOn',
    'evidence',
    'photos',
    'termEndedOn',
    'officerName',
  ),
  RecordCorrectionPayload: { ...payloadFields, correction: inherited },
  ...connectionAccess('CorrectionOrder'),
};
