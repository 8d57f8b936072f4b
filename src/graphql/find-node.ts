import { Arg, Ctx, ID as IdType, Query, Resolver } from 'type-graphql';
import { DomainError } from '../domain/refusal.js';
import { type Context, hasRole, type Role } from '../usecases/context.js';
import { findPerson } from '../usecases/person/find-person.js';
import { type AccessMap, official } from './access.js';
import { loadMatter } from './approval-matter.js';
import { loadCommitment } from './commitment.js';
import { correctionOf } from './correction-order.js';
import { creditCheckOf } from './credit-check.js';
import { loadDraft } from './draft.js';
import { drawOf } from './draw.js';
import { registeredSubjectOf } from './enterprise.js';
import { loadGradeChange } from './grade-change.js';
import { hazardOf } from './hazard.js';
import { householdOf } from './household.js';
import { ID, parseGlobalId } from '../http/global-id.js';
import { inspectionObjectOf } from './inspection-object.js';
import { inspectorOf } from './inspector.js';
import { spotCheckPlanOf, spotCheckTaskOf } from './spot-check-plan.js';
import { inspectionOf } from './inspection.js';
import { inspectionTeamOf } from './inspection-team.js';
import { loadJob } from './job.js';
import { loadListCase } from './list-case.js';
import { entryOf } from './list-entry.js';
import { listProposalOf } from './list-proposal.js';
import { Node } from './node.js';
import { listCost } from './paging.js';
import { noticeOf } from './notice.js';
import { transferOf } from './penalty-transfer.js';
import { personOf } from './person.js';
import { reportOf } from './rectification-report.js';
import { answerChangeOf } from './reliance.js';
import { rentalHouseOf } from './rental-house.js';
import { screeningOf } from './screening.js';
import { loadVisit } from './spot-check-visit.js';
import { standardOf } from './standard.js';
import { loadObjection } from './tier-objection.js';
import { webhookDeliveryOf, webhookOf } from './webhook.js';

const MOST_NODES = 250;

interface Finder {
  /** The roles that may find this kind of thing anywhere else in the schema; when empty, all that its loader gives it to. */
  readonly roles: readonly Role[];
  find(context: Context, uuid: string): Promise<Node | null>;
}

/** How a row becomes a node; `null` stays `null`, whether the thing is missing or out of the caller's sight. */
function byLoader<Row>(
  roles: readonly Role[],
  load: (context: Context, uuid: string) => Promise<Row | null>,
  nodeOf: (row: Row, context: Context) => Node,
): Finder {
  return {
    roles,
    async find(context, uuid) {
      const row = await load(context, uuid);
      return row === null ? null : nodeOf(row, context);
    },
  };
}

const JOBS: readonly Role[] = ['APPROVAL_OFFICER', 'CREDIT_CLERK', 'STANDARD_OFFICER', 'MARKET_REGULATOR'];
const STATION: readonly Role[] = ['STATION_OFFICER', 'AUDITOR'];
const INTEGRATION: readonly Role[] = ['APPROVAL_OFFICER', 'INTEGRATOR'];
const MATTERS: readonly Role[] = ['APPROVAL_OFFICER', 'AUDITOR'];
const HOUSEHOLDS: readonly Role[] = ['CREDIT_CLERK', 'AUDITOR'];

const registered = byLoader([], ({ loaders }, uuid) => loaders.enterprise.load(uuid), registeredSubjectOf);

const FINDERS: Readonly<Record<string, Finder>> = {
  [ID.enterprise]: registered,
  [ID.lawFirm]: registered,
  [ID.rentalHouse]: byLoader(
    STATION,
    ({ loaders }, uuid) => loaders.house.load(uuid),
    (row, { locale }) => rentalHouseOf(row, locale),
  ),
  [ID.inspection]: byLoader(STATION, ({ loaders }, uuid) => loaders.inspection.load(uuid), inspectionOf),
  [ID.transfer]: byLoader(
    STATION,
    ({ loaders }, uuid) => loaders.transfer.load(uuid),
    (row, { locale }) => transferOf(row, locale),
  ),
  [ID.notice]: byLoader(STATION, ({ loaders }, uuid) => loaders.notice.load(uuid), noticeOf),
  [ID.hazard]: byLoader(
    STATION,
    ({ loaders }, uuid) => loaders.hazard.load(uuid),
    (row, { locale }) => hazardOf(row, locale),
  ),
  [ID.household]: byLoader(HOUSEHOLDS, ({ loaders }, uuid) => loaders.household.load(uuid), householdOf),
  [ID.person]: byLoader(
    [...STATION, 'CREDIT_CLERK'],
    (context, uuid) => findPerson(context, uuid, 'node'),
    personOf,
  ),
  [ID.draw]: byLoader([], ({ loaders }, uuid) => loaders.draw.load(uuid), drawOf),
  [ID.spotCheckVisit]: { roles: [], find: loadVisit },
  [ID.correction]: byLoader([], ({ loaders }, uuid) => loaders.correction.load(uuid), correctionOf),
  [ID.listProposal]: byLoader(
    [],
    ({ loaders }, uuid) => loaders.listProposal.load(uuid),
    (row, { locale }) => listProposalOf(row, locale),
  ),
  [ID.listCase]: { roles: ['MARKET_REGULATOR', 'CREDIT_CLERK', 'AUDITOR'], find: loadListCase },
  // Published, so every officer reads it.
  [ID.listEntry]: byLoader([], ({ loaders }, uuid) => loaders.listEntry.load(uuid), entryOf),
  [ID.inspector]: byLoader(
    [],
    ({ loaders }, uuid) => loaders.inspector.load(uuid),
    (row, { today }) => inspectorOf(row, today),
  ),
  [ID.inspectionObject]: byLoader(
    [],
    ({ loaders }, uuid) => loaders.inspectionObject.load(uuid),
    inspectionObjectOf,
  ),
  [ID.spotCheckPlan]: byLoader([], ({ loaders }, uuid) => loaders.spotCheckPlan.load(uuid), spotCheckPlanOf),
  [ID.spotCheckTask]: byLoader([], ({ loaders }, uuid) => loaders.spotCheckTask.load(uuid), spotCheckTaskOf),
  [ID.gradeChange]: { roles: [], find: loadGradeChange },
  [ID.objection]: { roles: STATION, find: loadObjection },
  [ID.report]: byLoader(STATION, ({ loaders }, uuid) => loaders.report.load(uuid), reportOf),
  [ID.job]: { roles: JOBS, find: loadJob },
  [ID.draft]: { roles: ['STANDARD_OFFICER'], find: loadDraft },
  // Published, so every officer reads it.
  [ID.standard]: byLoader(
    [],
    ({ loaders }, uuid) => loaders.standardVersion.load(uuid),
    (row, { locale }) => standardOf(row, locale),
  ),
  [ID.team]: byLoader(['STATION_OFFICER'], ({ loaders }, uuid) => loaders.team.load(uuid), inspectionTeamOf),
  [ID.matter]: { roles: MATTERS, find: loadMatter },
  [ID.commitment]: { roles: MATTERS, find: loadCommitment },
  [ID.check]: byLoader(
    ['APPROVAL_OFFICER'],
    ({ loaders }, uuid) => loaders.check.load(uuid),
    (row, { locale }) => creditCheckOf(row, locale),
  ),
  [ID.answerChange]: byLoader(
    ['APPROVAL_OFFICER'],
    ({ loaders }, uuid) => loaders.answerChange.load(uuid),
    answerChangeOf,
  ),
  [ID.webhook]: byLoader(INTEGRATION, ({ loaders }, uuid) => loaders.webhook.load(uuid), webhookOf),
  [ID.webhookDelivery]: byLoader(
    INTEGRATION,
    ({ loaders }, uuid) => loaders.webhookDelivery.load(uuid),
    webhookDeliveryOf,
  ),
  [ID.screening]: byLoader(
    ['APPROVAL_OFFICER'],
    ({ loaders }, uuid) => loaders.screening.load(uuid),
    screeningOf,
  ),
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null for what is not there or not for the caller.',
  })
  node(
    @Arg('id', () => IdType, { description: 'As another field gave it.' }) id: string,
    @Ctx() context: Context,
  ) {
    return findNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    complexity: listCost('ids'),
    description:
      'Several by their ids, in their order; null in the place of what is not there or not for the caller.',
  })
  nodes(
    @Arg('ids', () => [IdType], { description: 'At most 250.' }) ids: string[],
    @Ctx() context: Context,
  ): Promise<(Node | null)[]> {
    if (ids.length > MOST_NODES)
      throw new DomainError('BAD_USER_INPUT', { field: ['ids'], facts: { most: MOST_NODES } });
    return Promise.all(ids.map((id) => findNode(context, id)));
  }
}

/** Whoever lacks the role still looks: so that what is hidden costs and answers exactly like what is missing. */
async function findNode(context: Context, id: string): Promise<Node | null> {
  const parsed = parseGlobalId(id, Object.keys(FINDERS));
  const finder = parsed === null ? undefined : FINDERS[parsed.prefix];
  if (parsed === null || finder === undefined) return null;
  const found = await finder.find(context, parsed.uuid);
  const allowed = finder.roles.length === 0 || hasRole(context, ...finder.roles);
  return allowed && found?.id === id ? found : null;
}

export const nodeAccess: AccessMap = { Query: { node: official, nodes: official } };
