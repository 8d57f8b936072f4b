import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { ApprovalMatter, loadMatter } from './approval-matter.js';
import { Commitment } from './commitment.js';

@Resolver(() => Commitment)
export class MatterOfCommitmentResolver {
  @FieldResolver(() => ApprovalMatter, { nullable: true, description: 'The application it was given in.' })
  matter(@Root() { matterUuid }: Commitment, @Ctx() context: Context): Promise<ApprovalMatter | null> {
    return loadMatter(context, matterUuid);
  }
}
