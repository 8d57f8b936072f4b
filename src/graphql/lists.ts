import type { AccessMap } from './access.js';
import { creditListAccess, CreditListResolver } from './credit-list.js';
import { listAnnouncementAccess, ListAnnouncementResolver } from './list-announcement.js';
import { listCaseActsAccess, ListCaseActsResolver } from './list-case-acts.js';
import {
  CasesOfEnterpriseResolver,
  CasesOfLawFirmResolver,
  listCaseAccess,
  ListCaseResolver,
} from './list-case.js';
import { listEntryActsAccess, ListEntryActsResolver } from './list-entry-acts.js';
import { listEntryDetailsAccess, ListEntryResolver } from './list-entry-details.js';
import { listEntryAccess } from './list-entry.js';
import { listObjectionActsAccess, ListObjectionActsResolver } from './list-objection-acts.js';

/** Everything about lists and the life of their entries, as `schema.ts` puts it together. */
export const listAccess: readonly AccessMap[] = [
  creditListAccess,
  listAnnouncementAccess,
  listCaseAccess,
  listCaseActsAccess,
  listEntryAccess,
  listEntryActsAccess,
  listEntryDetailsAccess,
  listObjectionActsAccess,
];

export const LIST_RESOLVERS = [
  CasesOfEnterpriseResolver,
  CasesOfLawFirmResolver,
  CreditListResolver,
  ListAnnouncementResolver,
  ListCaseActsResolver,
  ListCaseResolver,
  ListEntryActsResolver,
  ListEntryResolver,
  ListObjectionActsResolver,
] as const;
