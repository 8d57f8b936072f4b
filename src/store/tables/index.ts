import type { EntitySchema } from '@mikro-orm/core';
import * as act from './act.js';
import * as alarmCount from './alarm-count.js';
import * as approvalMatter from './approval-matter.js';
import * as carryOut from './carry-out.js';
import * as creditCheck from './credit-check.js';
import * as creditFile from './credit-file.js';
import * as draw from './draw.js';
import * as houseTenure from './house-tenure.js';
import * as inspector from './inspector.js';
import * as inspectionList from './inspection-list.js';
import * as job from './job.js';
import * as listCase from './list-case.js';
import * as notice from './notice.js';
import * as round from './round.js';
import * as ruleDraft from './rule-draft.js';
import * as ownView from './own-view.js';
import * as registers from './registers.js';
import * as reliance from './reliance.js';
import * as rentalInspection from './rental-inspection.js';
import * as screening from './screening.js';
import * as spotCheckPlan from './spot-check-plan.js';
import * as spotCheck from './spot-check.js';
import * as webhook from './webhook.js';

const nouns = [
  registers,
  creditFile,
  rentalInspection,
  houseTenure,
  inspector,
  draw,
  spotCheck,
  creditCheck,
  carryOut,
  act,
  job,
  ruleDraft,
  notice,
  round,
  alarmCount,
  ownView,
  inspectionList,
  spotCheckPlan,
  approvalMatter,
  listCase,
  reliance,
  webhook,
  screening,
];

/**
 * Every table as MikroORM knows it: the map of the schema. The migrations make the schema; a test holds the two equal.
 */
export const tables: EntitySchema[] = nouns.flatMap((noun) => Object.values<EntitySchema>(noun));
