import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { endSuspension } from '../usecases/list-entry/end-suspension.js';
import { recordCourtRemoval } from '../usecases/list-entry/record-court-removal.js';
import { revokeListEntry } from '../usecases/list-entry/revoke-list-entry.js';
import { suspendListUse } from '../usecases/list-entry/suspend-list-use.js';
import { applyForListRepair } from '../usecases/list-repair/apply-for-list-repair.js';
import { decideListRepair } from '../usecases/list-repair/decide-list-repair.js';
import { type AccessMap, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { keepsLists } from './list-case-acts.js';
import { entryOf, ListEntry } from './list-entry.js';
import { ListRepair, listRepairOf } from './list-entry-details.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'An application to leave a list early.' })
export class ApplyForListRepairInput extends Act {
  @Field(() => IdType, { description: 'The entry.' })
  entryId!: string;

  @Field(() => DateScalar, { description: 'When what led to it was corrected (纠正日期).' })
  correctedOn!: string;

  @Field(() => String, { description: 'What shows that it was, at most 2,000 characters.' })
  evidence!: string;
}

@InputType({ description: 'A decision on an application to leave a list early.' })
export class DecideListRepairInput extends Act {
  @Field(() => IdType, { description: 'The application.' })
  repairId!: string;

  @Field(() => Boolean, {
    description: 'True: the entry ends today, unless it has reached its term already.',
  })
  isGranted!: boolean;

  @Field(() => String, { description: 'Reasons, at most 2,000 characters.' })
  reasons!: string;
}

@InputType({ description: 'An entry whose decision was wrong or was annulled.' })
export class RevokeListEntryInput extends Act {
  @Field(() => IdType, { description: 'The entry.' })
  entryId!: string;

  @Field(() => String, {
    description: 'Number of the decision by which it is revoked or annulled, at most 100 characters.',
  })
  documentNumber!: string;

  @Field(() => String, { description: 'Why, at most 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'A removal by the court.' })
export class RecordCourtRemovalInput extends Act {
  @Field(() => IdType, { description: 'The entry, on a list whose notice is `COURT`.' })
  entryId!: string;

  @Field(() => String, { description: 'Document of the court, at most 100 characters.' })
  courtDocument!: string;

  @Field(() => String, { description: 'Why, at most 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'A suspension by a court.' })
export class SuspendListUseInput extends Act {
  @Field(() => IdType, { description: 'The entry.' })
  entryId!: string;

  @Field(() => DateScalar, {
    description:
      'Last day of it, no later than the list allows; days on which the entry was suspended before count.',
  })
  untilOn!: string;

  @Field(() => String, { description: 'Document of the court, at most 100 characters.' })
  courtDocument!: string;

  @Field(() => String, { description: 'Why, at most 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'A suspension that ends before its day.' })
export class EndSuspensionInput extends Act {
  @Field(() => IdType, { description: 'The entry whose use is suspended.' })
  entryId!: string;

  @Field(() => String, { description: 'Why, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an act on an entry.' })
export class ListEntryPayload extends Payload {
  @Field(() => ListEntry, { nullable: true, description: 'The entry as it is now.' })
  entry?: ListEntry | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an act on an application for repair.' })
export class ListRepairPayload extends Payload {
  @Field(() => ListRepair, { nullable: true, description: 'The application as it is now.' })
  repair?: ListRepair | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver()
export class ListEntryActsResolver {
  @Mutation(() => ListRepairPayload, {
    description:
      'Records an application to leave a list early (信用修复申请), once the entry has lasted for the least months of the list.',
  })
  async applyForListRepair(
    @Arg('input', () => ApplyForListRepairInput, INPUT) input: ApplyForListRepairInput,
    @Ctx() context: Context,
  ) {
    return repaired(context, await applyForListRepair(context, entryIn(input)));
  }

  @Mutation(() => ListRepairPayload, {
    description:
      'Decides an application to leave a list early, by another officer than who recorded it (信用修复决定). Granted, the entry ends today unless it has reached its term already, its measures with it, and that is announced.',
  })
  async decideListRepair(
    @Arg('input', () => DecideListRepairInput, INPUT) input: DecideListRepairInput,
    @Ctx() context: Context,
  ) {
    const repairId = uuidIn(input.repairId, ID.listRepair);
    return repaired(context, await decideListRepair(context, { ...input, repairId }));
  }

  @Mutation(() => ListEntryPayload, {
    description:
      'Revokes an entry whose decision was wrong or was annulled, by another officer than who confirmed it (撤销列入决定): as is known now it held on no day. ' +
      'An entry that another organ has delivered ends when a second officer does the same with the same document; until then it is an exit request.',
  })
  async revokeListEntry(
    @Arg('input', () => RevokeListEntryInput, INPUT) input: RevokeListEntryInput,
    @Ctx() context: Context,
  ) {
    return entered(context, await revokeListEntry(context, entryIn(input)));
  }

  @Mutation(() => ListEntryPayload, {
    description:
      'Records that a court has removed somebody from a list of courts (人民法院移出), by another officer than who confirmed the entry. ' +
      'An entry that another organ has delivered ends when a second officer does the same with the same document; until then it is an exit request.',
  })
  async recordCourtRemoval(
    @Arg('input', () => RecordCourtRemovalInput, INPUT) input: RecordCourtRemovalInput,
    @Ctx() context: Context,
  ) {
    return entered(context, await recordCourtRemoval(context, entryIn(input)));
  }

  @Mutation(() => ListEntryPayload, {
    description:
      "Suspends the use of an entry on a court's document (暂停使用惩戒), no longer than the list allows; it holds again by itself afterwards.",
  })
  async suspendListUse(
    @Arg('input', () => SuspendListUseInput, INPUT) input: SuspendListUseInput,
    @Ctx() context: Context,
  ) {
    return entered(context, await suspendListUse(context, entryIn(input)));
  }

  @Mutation(() => ListEntryPayload, {
    description:
      'Ends a suspension before its day because what was promised was not kept, by another officer than who suspended (恢复使用惩戒).',
  })
  async endSuspension(
    @Arg('input', () => EndSuspensionInput, INPUT) input: EndSuspensionInput,
    @Ctx() context: Context,
  ) {
    return entered(context, await endSuspension(context, entryIn(input)));
  }
}

function entryIn<Input extends { readonly entryId: string }>(input: Input): Input {
  return { ...input, entryId: uuidIn(input.entryId, ID.listEntry) };
}

function entered(context: Context, outcome: Outcome<{ entryId: string }>) {
  return payloadOf(context, outcome, async ({ entryId }) => {
    const row = await context.loaders.listEntry.load(entryId);
    return { entry: row === null ? null : entryOf(row, context) };
  });
}

function repaired(context: Context, outcome: Outcome<{ repairId: string }>) {
  return payloadOf(context, outcome, async ({ repairId }) => {
    const row = await context.loaders.listRepair.load(repairId);
    return { repair: row === null ? null : listRepairOf(row, context) };
  });
}

export const listEntryActsAccess: AccessMap = {
  Mutation: {
    applyForListRepair: keepsLists,
    decideListRepair: keepsLists,
    revokeListEntry: keepsLists,
    recordCourtRemoval: keepsLists,
    suspendListUse: keepsLists,
    endSuspension: keepsLists,
  },
  ListEntryPayload: { ...payloadFields, entry: inherited },
  ListRepairPayload: { ...payloadFields, repair: inherited },
};
