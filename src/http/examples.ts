/** A worked example, shown as a tab of GraphiQL. */
export interface Example {
  /** GraphQL with comments that say what is seen. */
  readonly query: string;
  /** JSON. */
  readonly variables?: string;
}

/** One example for each of the three offices. */
export const EXAMPLES: readonly Example[] = [
  { query: '# 派出所 · Police station\nquery PoliceStation {\n  __typename\n}\n' },
  { query: '# 市场监管 · Market regulator\nquery MarketRegulator {\n  __typename\n}\n' },
  { query: '# 行政审批 · Approval office\nquery ApprovalOffice {\n  __typename\n}\n' },
];
