import type { EvidenceCatalogue } from '../domain/evidence.js';
import { statement } from './statement.js';

/** What may be evidence: the kinds of records on file, and the categories of data that the law restricts. */
export const READ_EVIDENCE_CATALOGUE = statement<EvidenceCatalogue>(
  'read-evidence-catalogue',
  `select
     (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('code', code,
        'label', jsonb_build_object('zh', label_zh, 'en', label_en), 'dataCategory', data_category))), '[]')
      from record_type) as "recordTypes",
     (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'label', jsonb_build_object('zh', label_zh, 'en', label_en),
        'use', use, 'words', words, 'source', source)), '[]') from data_category) as "dataCategories"`,
);
