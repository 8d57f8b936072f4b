/** Where the calendar of a team is read, below the address of the service. */
export function calendarPath(token: string): string {
  return `/calendars/${token}.ics`;
}
