import {
  Arg,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import type { Context } from '../usecases/context.js';
import type { Outcome } from '../usecases/command.js';
import { declareConflict } from '../usecases/inspector/declare-conflict.js';
import { endConflict } from '../usecases/inspector/end-conflict.js';
import { registerInspector } from '../usecases/inspector/register-inspector.js';
import { renewCertificate } from '../usecases/inspector/renew-certificate.js';
import { retireInspector } from '../usecases/inspector/retire-inspector.js';
import { ID } from '../http/global-id.js';
import { type AccessMap, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { enumOf } from './enum-of.js';
import { uuidIn } from './ids.js';
import { Inspector, inspectorOf } from './inspector.js';
import { regulatesRisk } from './risk-access.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';

export const CapacityEnum = enumOf('OFFICER', 'AUXILIARY', 'GRID_WORKER', 'THIRD_PARTY');
registerEnumType(CapacityEnum, {
  name: 'InspectorCapacity',
  description: 'In which capacity somebody serves. Only officers inspect enterprises (国办发〔2024〕54号).',
  valuesConfig: {
    OFFICER: { description: 'Officer of the office with its certificate (执法人员).' },
    AUXILIARY: { description: 'Auxiliary (辅助人员): refused.' },
    GRID_WORKER: { description: 'Grid worker (网格员): refused.' },
    THIRD_PARTY: { description: 'Third party (第三方人员): refused.' },
  },
});

@InputType({ description: 'An inspector to be entered on the register of the own office.' })
export class RegisterInspectorInput extends Act {
  @Field(() => String, { description: 'Name, at most 50 characters.' })
  name!: string;

  @Field(() => String, {
    description:
      'Certificate number (执法证号), unique: 1–64 of `0-9 A-Z a-z . _ -`, because it stands in proofs as it is.',
  })
  certificateNumber!: string;

  @Field(() => DateScalar, { description: 'Last day of the certificate; not in the past.' })
  certificateExpiresOn!: string;

  @Field(() => CapacityEnum, { description: 'As what he serves, by the word of the office.' })
  capacity!: 'OFFICER' | 'AUXILIARY' | 'GRID_WORKER' | 'THIRD_PARTY';

  @Field(() => IdType, {
    nullable: true,
    description: 'The officer of the own office who he is, where he has an account.',
  })
  officerId?: string | null;

  @Field(() => [String], { description: 'Codes of specialties; may be empty.' })
  specialties!: string[];

  @Field(() => [RegionCodeScalar], {
    description: 'Regions that he works in, inside the jurisdiction; the whole of it when empty.',
  })
  areaCodes!: string[];
}

@InputType({ description: 'A certificate with a later last day.' })
export class RenewCertificateInput extends Act {
  @Field(() => IdType, { description: 'The inspector.' })
  inspectorId!: string;

  @Field(() => DateScalar, { description: 'Its last day: later than before, and not in the past.' })
  certificateExpiresOn!: string;
}

@InputType({ description: 'An inspector who leaves the register.' })
export class RetireInspectorInput extends Act {
  @Field(() => IdType, { description: 'The inspector.' })
  inspectorId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'A conflict of interest.' })
export class DeclareConflictInput extends Act {
  @Field(() => IdType, { description: 'The inspector.' })
  inspectorId!: string;

  @Field(() => IdType, { description: 'The enterprise, inside the jurisdiction.' })
  enterpriseId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'The end of a conflict of interest.' })
export class EndConflictInput extends Act {
  @Field(() => IdType, { description: 'The conflict.' })
  conflictId!: string;

  @Field(() => DateScalar, { description: 'First day without it; not in the past.' })
  endsOn!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an inspector.' })
export class InspectorPayload extends Payload {
  @Field(() => Inspector, { nullable: true, description: 'The inspector as he stands on the register now.' })
  inspector?: Inspector | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver()
export class InspectorActsResolver {
  @Mutation(() => InspectorPayload, {
    description:
      'Enters an inspector of the own office. Grid workers, auxiliaries and third parties are refused.',
  })
  async registerInspector(
    @Arg('input', () => RegisterInspectorInput, INPUT) input: RegisterInspectorInput,
    @Ctx() context: Context,
  ) {
    const officerId = input.officerId == null ? null : uuidIn(input.officerId, ID.officer);
    return answer(context, await registerInspector(context, { ...input, officerId }));
  }

  @Mutation(() => InspectorPayload, {
    description: 'Gives the certificate of an inspector of the own office a later last day.',
  })
  async renewCertificate(
    @Arg('input', () => RenewCertificateInput, INPUT) input: RenewCertificateInput,
    @Ctx() context: Context,
  ) {
    const inspectorId = uuidIn(input.inspectorId, ID.inspector);
    return answer(context, await renewCertificate(context, { ...input, inspectorId }));
  }

  @Mutation(() => InspectorPayload, { description: 'Takes an inspector of the own office out of service.' })
  async retireInspector(
    @Arg('input', () => RetireInspectorInput, INPUT) input: RetireInspectorInput,
    @Ctx() context: Context,
  ) {
    const inspectorId = uuidIn(input.inspectorId, ID.inspector);
    return answer(context, await retireInspector(context, { ...input, inspectorId }));
  }

  @Mutation(() => InspectorPayload, {
    description:
      'Declares a conflict of interest of an inspector of the own office, by himself or by his office.',
  })
  async declareConflict(
    @Arg('input', () => DeclareConflictInput, INPUT) input: DeclareConflictInput,
    @Ctx() context: Context,
  ) {
    const inspectorId = uuidIn(input.inspectorId, ID.inspector);
    const enterpriseId = uuidIn(input.enterpriseId, ID.enterprise);
    return answer(context, await declareConflict(context, { ...input, inspectorId, enterpriseId }));
  }

  @Mutation(() => InspectorPayload, { description: 'Ends a conflict of interest from a day on.' })
  async endConflict(
    @Arg('input', () => EndConflictInput, INPUT) input: EndConflictInput,
    @Ctx() context: Context,
  ) {
    const conflictId = uuidIn(input.conflictId, ID.conflict);
    return answer(context, await endConflict(context, { ...input, conflictId }));
  }
}

function answer(context: Context, outcome: Outcome<{ inspectorId: string }>) {
  return payloadOf(context, outcome, async ({ inspectorId }) => {
    const row = await context.loaders.inspector.load(inspectorId);
    return { inspector: row === null ? null : inspectorOf(row, context.today) };
  });
}

export const inspectorActsAccess: AccessMap = {
  Mutation: {
    registerInspector: regulatesRisk,
    renewCertificate: regulatesRisk,
    retireInspector: regulatesRisk,
    declareConflict: regulatesRisk,
    endConflict: regulatesRisk,
  },
  InspectorPayload: { ...payloadFields, inspector: inherited },
};
