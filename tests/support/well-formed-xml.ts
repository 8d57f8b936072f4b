const NAME = '[A-Za-z_][\\w:.-]*';
const ATTRIBUTES = `(?:\\s+${NAME}="[^"<]*")*`;
/** An opening or empty element, a closing one, or text without anything that should have been escaped. */
const TOKEN = new RegExp(`<(${NAME})${ATTRIBUTES}\\s*(/?)>|</(${NAME})>|[^<]+`, 'y');
const STRAY_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;

/** Why a text is no XML document of nested elements; null when it is. Knows no comments, sections or declarations: charts have none. */
export function xmlProblem(text: string): string | null {
  const open: string[] = [];
  if (STRAY_AMPERSAND.test(text)) return 'an ampersand that escapes nothing';
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null) return `no token at ${text.slice(at, at + 80)}`;
    const [, opened, empty, closed] = token;
    if (opened !== undefined && empty === '') open.push(opened);
    if (closed !== undefined && open.pop() !== closed) return `${closed} closes what is not open`;
    if (at > 0 && open.length === 0 && opened === undefined && closed === undefined) return 'text outside';
  }
  return open.length === 0 ? null : `${open.join(' ')} is never closed`;
}
