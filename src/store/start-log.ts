/** What the start-up steps need of a log; a pino logger fits, and so does `console`. */
export interface StartLog {
  info(message: string): void;
  warn(message: string): void;
}
