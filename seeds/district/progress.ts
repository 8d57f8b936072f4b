/** How far the loading of a district has come; `done` and `total` count what the phase is about. */
export interface Progress {
  readonly phase: 'reference' | 'enterprises' | 'houses' | 'indexes' | 'ratings' | 'schedules' | 'tidying';
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;
