const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in a page or in a quoted attribute. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** What is HTML already and is put into a page as it is. */
export interface Html {
  readonly html: string;
}

/** A piece of a page; null is nothing. */
type Piece = string | number | Html | readonly Html[] | null;

/** HTML with everything escaped that is put into it, but for what is HTML already: forgetting to escape is impossible. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const written = strings.map((string, at) => (at === 0 ? string : `${writtenOf(pieces[at - 1])}${string}`));
  return { html: written.join('') };
}

function writtenOf(piece: Piece | undefined): string {
  if (piece === undefined || piece === null) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return `${piece}`;
  return 'html' in piece ? piece.html : piece.map(({ html: inner }) => inner).join('');
}
