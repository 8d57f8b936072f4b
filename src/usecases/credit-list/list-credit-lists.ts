import { LIST_CREDIT_LISTS, LIST_MEASURES_OF_LISTS, type ListRow } from '../../store/list-cases.js';
import type { Context } from '../context.js';

export type { ListRow };

/** A measure of a list, as it is published. */
export type ListMeasure = NonNullable<(typeof LIST_MEASURES_OF_LISTS)['row']>;

export interface ListedMeasures extends ListRow {
  readonly measures: readonly ListMeasure[];
}

/** The lists with the rules by which somebody enters and leaves them today, and their published measures. */
export async function listCreditLists({ store, today }: Context): Promise<ListedMeasures[]> {
  const lists = await store.run(LIST_CREDIT_LISTS, [today]);
  const codes = lists.map(({ code }) => code);
  const measures = await store.run(LIST_MEASURES_OF_LISTS, [codes, today]);
  return lists.map((list) => ({
    ...list,
    measures: measures.filter(({ listCode }) => listCode === list.code),
  }));
}
